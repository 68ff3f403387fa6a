import type { MessageWithNames } from '#core/access-requests/access-request-store.ts'
import type { components } from '../../generated/management.ts'

export function presentMessage(message: MessageWithNames): components['schemas']['Message'] {
  const { id, author_name, organization_id, organization_name, text, field, resolved_at, created_at } = message
  return { id, author_name, organization_id, organization_name, text, field, resolved_at, created_at }
}
