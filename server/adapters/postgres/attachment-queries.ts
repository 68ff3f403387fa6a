import type { Attachment, AttachmentStore } from '#core/access-requests/attachment.ts'
import { inside } from './unit-of-work.ts'

const columns = [
  'id',
  'access_request_id',
  'name',
  'media_type',
  'size_bytes',
  'sha256',
  'added_by',
  'created_at',
] as const

/** Documents in SQL, bytes and all: a copy of the database is a copy of every request. */
export const attachmentQueries: AttachmentStore = {
  async insertAttachment(tx, attachment, bytes) {
    await inside(tx)
      .insertInto('attachments')
      .values({ ...attachment, content: bytes })
      .execute()
  },

  async listAttachments(tx, requestId) {
    const query = inside(tx).selectFrom('attachments').select(columns).where('access_request_id', '=', requestId)
    return (await query.orderBy('id').execute()) as readonly Attachment[]
  },

  async loadAttachment(tx, requestId, id) {
    const row = await inside(tx)
      .selectFrom('attachments')
      .selectAll()
      .where('id', '=', id)
      .where('access_request_id', '=', requestId)
      .executeTakeFirst()
    if (row === undefined) return null
    const { content, ...attachment } = row
    return { attachment: attachment as Attachment, bytes: content }
  },

  async removeAttachment(tx, id) {
    await inside(tx).deleteFrom('attachments').where('id', '=', id).execute()
  },
}
