import type { AccessRequestContent, DraftContent } from './access-request.ts'
import { apiKey } from './asked-scopes.ts'

/** One field that differs. Lists say what came and went; everything else its two values. */
export interface FieldChange {
  readonly field: keyof AccessRequestContent
  readonly before: string | null
  readonly after: string | null
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

const valueFields = [
  'title',
  'purpose',
  'legal_basis',
  'legal_text',
  'recipients_of_data',
  'retention_months',
  'retention_justification',
  'expected_calls_per_day',
  'production_date',
  'end_date',
] as const satisfies readonly (keyof AccessRequestContent)[]

/** Lists of the content as lines that can be compared, by field. */
const listFields: Readonly<
  Record<'legal_contexts' | 'apis' | 'contacts', (content: DraftContent) => readonly string[]>
> = {
  legal_contexts: (content) => (content.legal_contexts ?? []).map(({ code }) => code),
  apis: (content) => (content.apis ?? []).flatMap((api) => api.scopes.map((scope) => `${apiKey(api)} ${scope}`)),
  contacts: (content) =>
    (content.contacts ?? []).map(({ role, name, email, phone }) =>
      [role, name, email, phone].filter(Boolean).join(' '),
    ),
}

/** What changed from one content to another, field by field, in the order of the form. */
export function compareContents(before: DraftContent, after: DraftContent): readonly FieldChange[] {
  const values = valueFields.flatMap((field): FieldChange[] => {
    const [old, now] = [textOf(before[field]), textOf(after[field])]
    return old === now ? [] : [{ field, before: old, after: now, added: [], removed: [] }]
  })
  const lists = (Object.keys(listFields) as (keyof typeof listFields)[]).flatMap((field): FieldChange[] => {
    const [old, now] = [listFields[field](before), listFields[field](after)]
    const added = now.filter((line) => !old.includes(line))
    const removed = old.filter((line) => !now.includes(line))
    return added.length + removed.length === 0 ? [] : [{ field, before: null, after: null, added, removed }]
  })
  return [...values, ...lists]
}

function textOf(value: string | number | null | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : String(value)
}
