import type { AccessRequestContent } from '#core/access-requests/access-request.ts'

/** A complete content about one API, to be changed by the test. */
export function buildAccessContent(changes: Partial<AccessRequestContent> = {}): AccessRequestContent {
  return {
    title: 'Tarification solidaire',
    purpose: 'Appliquer le tarif réduit selon le quotient familial.',
    legal_basis: 'fr-crpa-l114-8',
    legal_text: 'Délibération 2026-12',
    legal_contexts: [{ code: 'TRANSPORT:TARIF', label: { fallback: 'fr', texts: { fr: 'Tarif réduit' } } }],
    apis: [{ api: 'quotient-familial', version: 'v3', scopes: ['cnaf_quotient_familial'] }],
    recipients_of_data: 'Agents de la billettique',
    retention_months: 12,
    retention_justification: null,
    expected_calls_per_day: 500,
    production_date: null,
    end_date: null,
    contacts: [{ role: 'data_protection', name: 'Dominique Martin', email: 'dpo@valmont.example', phone: null }],
    ...changes,
  }
}
