import type { Attachment } from '#core/access-requests/attachment.ts'
import type { components } from '../../generated/management.ts'

export function presentAttachment(attachment: Attachment): components['schemas']['Attachment'] {
  const { id, name, media_type, size_bytes, sha256, created_at } = attachment
  return { id, name, media_type, size_bytes, sha256, created_at }
}
