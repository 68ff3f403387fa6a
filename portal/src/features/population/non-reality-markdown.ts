import type { Translate } from '../../i18n/translate.ts'
import { nonRealityRules } from './non-reality-rules.ts'

/** The declaration for readers that are programs. */
export function nonRealityMarkdown(lang: string, t: Translate): string {
  const rules = nonRealityRules.map(
    ({ title, text, tests }) =>
      `## ${t(title)}\n\n${t(text)}\n\n${tests.map(({ file, name }) => `- ${name} (\`${file}\`)`).join('\n')}`,
  )
  const sources = `[${t('population.sources')}](/${lang}/docs/population.md)`
  const text = [`# ${t('declaration.title')}`, t('declaration.lead'), ...rules, sources].join('\n\n')
  return `${text}\n`
}
