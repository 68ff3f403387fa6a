import type { APIRoute } from 'astro'
import { getPopulation } from '../../../api/sandbox-library.ts'
import { formatMeasure, formatTolerance } from '../../../features/population/format-measure.ts'
import { textOf } from '../../../i18n/localized-text.ts'

/** The fidelity report for readers that are programs. */
export const GET: APIRoute = async ({ locals }) => {
  const { lang, t, octroi } = locals
  const { fidelity, sources } = await getPopulation(octroi)
  const heads = ['measure', 'target', 'obtained', 'tolerance', 'verdict', 'source'] as const
  const rows = fidelity.lines.map((line) =>
    [
      textOf(line.label, lang),
      formatMeasure(line.target, line.unit, lang),
      formatMeasure(line.obtained, line.unit, lang),
      formatTolerance(line.tolerance, line.unit, lang),
      t(line.is_within ? 'population.within' : 'population.too-far'),
      line.source,
    ].join(' | '),
  )
  const table = [heads.map((head) => t(`population.${head}`)).join(' | '), heads.map(() => '---').join(' | '), ...rows]
  const list = sources.map(
    ({ id, title, publisher, url, licence }) => `- ${id}: [${title}](${url}), ${publisher}. ${licence}`,
  )
  const lead = `# ${t('population.title')}\n\n${t('population.lead')}`
  const text = `${lead}\n\n${table.map((row) => `| ${row} |`).join('\n')}\n\n## ${t('population.sources')}\n\n${list.join('\n')}\n`
  return new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } })
}
