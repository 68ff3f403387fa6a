import type { MessageKey } from '../../i18n/translate.ts'

/** Fields of a request's content in the order of its form, with the words the form has for them. */
export const contentFields = {
  title: 'request.title',
  purpose: 'request.purpose',
  legal_basis: 'request.legal-basis',
  legal_text: 'request.legal-text',
  legal_contexts: 'request.contexts',
  apis: 'request.data',
  recipients_of_data: 'request.recipients',
  retention_months: 'request.retention',
  retention_justification: 'request.retention-why',
  expected_calls_per_day: 'request.calls',
  production_date: 'request.production-date',
  end_date: 'request.end-date',
  contacts: 'request.section.contacts',
} as const satisfies Readonly<Record<string, MessageKey>>

export type ContentField = keyof typeof contentFields

/** The words for a field that the API names; the name itself for one this portal does not know. */
export function labelOfField(t: (key: MessageKey) => string, field: string): string {
  return Object.hasOwn(contentFields, field) ? t(contentFields[field as ContentField]) : field
}
