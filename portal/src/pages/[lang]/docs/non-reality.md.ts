import type { APIRoute } from 'astro'
import { nonRealityRules } from '../../../features/population/non-reality-rules.ts'

/** The declaration for readers that are programs. */
export const GET: APIRoute = ({ locals }) => {
  const { t, lang } = locals
  const rules = nonRealityRules.map(
    ({ title, text, tests }) =>
      `## ${t(title)}\n\n${t(text)}\n\n${tests.map(({ file, name }) => `- ${name} (\`${file}\`)`).join('\n')}`,
  )
  const sources = `[${t('population.sources')}](/${lang}/docs/population.md)`
  const text = [`# ${t('declaration.title')}`, t('declaration.lead'), ...rules, sources].join('\n\n')
  return new Response(`${text}\n`, { headers: { 'content-type': 'text/markdown; charset=utf-8' } })
}
