import type { DraftContent } from '#core/access-requests/access-request.ts'
import type { components } from '../../generated/management.ts'

/** The content fields of a request body. What was not sent stays absent: an edit leaves it alone. */
export function readContent(input: components['schemas']['AccessRequestContentInput'] | undefined): DraftContent {
  if (input === undefined) return {}
  const { contacts, ...fields } = input
  const content = fields as DraftContent
  if (contacts === undefined) return content
  return { ...content, contacts: contacts.map((contact) => ({ ...contact, phone: contact.phone ?? null })) }
}
