import type { APIRoute } from 'astro'
import { listFareTables } from '../../../api/sandbox-library.ts'
import { fareConditions } from '../../../features/population/fare-conditions.ts'
import { textOf } from '../../../i18n/localized-text.ts'

/** The fare tables for readers that are programs. */
export const GET: APIRoute = async ({ locals }) => {
  const { t, lang, octroi } = locals
  const { items } = await listFareTables(octroi)
  const tables = items.map((table) => {
    const rules = table.rules.map((rule) => {
      const validity = t('fares.months', { count: rule.valid_months })
      return `1. ${fareConditions(rule, t, lang).join(' · ')} → \`${rule.profile}\`, ${validity}`
    })
    return `## ${textOf(table.title, lang)}\n\n\`${table.id}/${table.version}\`: ${table.source}\n\n${rules.join('\n')}`
  })
  const text = [`# ${t('fares.title')}`, t('fares.lead'), t('fares.none'), ...tables].join('\n\n')
  return new Response(`${text}\n`, { headers: { 'content-type': 'text/markdown; charset=utf-8' } })
}
