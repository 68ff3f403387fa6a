import { getPopulation } from '../../api/sandbox-library.ts'
import { textOf } from '../../i18n/localized-text.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { PortalSettings } from '../../session/portal-settings.ts'
import { formatMeasure, formatTolerance } from './format-measure.ts'

/** The fidelity report for readers that are programs. */
export async function populationMarkdown(settings: PortalSettings, lang: string, t: Translate): Promise<string> {
  const { fidelity, sources } = await getPopulation(settings)
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
  return `${lead}\n\n${table.map((row) => `| ${row} |`).join('\n')}\n\n## ${t('population.sources')}\n\n${list.join('\n')}\n`
}
