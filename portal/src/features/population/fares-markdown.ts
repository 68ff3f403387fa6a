import { listFareTables } from '../../api/sandbox-library.ts'
import { textOf } from '../../i18n/localized-text.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { PortalSettings } from '../../session/portal-settings.ts'
import { fareConditions } from './fare-conditions.ts'

/** The fare tables for readers that are programs. */
export async function faresMarkdown(settings: PortalSettings, lang: string, t: Translate): Promise<string> {
  const { items } = await listFareTables(settings)
  const tables = items.map((table) => {
    const rules = table.rules.map((rule) => {
      const validity = t('fares.months', { count: rule.valid_months })
      return `1. ${fareConditions(rule, t, lang).join(' · ')} → \`${rule.profile}\`, ${validity}`
    })
    return `## ${textOf(table.title, lang)}\n\n\`${table.id}/${table.version}\`: ${table.source}\n\n${rules.join('\n')}`
  })
  const text = [`# ${t('fares.title')}`, t('fares.lead'), t('fares.none'), ...tables].join('\n\n')
  return `${text}\n`
}
