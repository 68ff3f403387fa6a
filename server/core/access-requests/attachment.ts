import type { Transaction } from '../ports/unit-of-work.ts'

/** A document joined to a request. Its bytes are kept as they came. */
export interface Attachment {
  readonly id: string
  readonly access_request_id: string
  readonly name: string
  readonly media_type: AttachmentType
  readonly size_bytes: number
  /** Hex SHA-256 of the bytes. */
  readonly sha256: string
  readonly added_by: string
  readonly created_at: string
}

export type AttachmentType = 'application/pdf' | 'image/png' | 'image/jpeg'

/** Bytes of one document. */
export const mostAttachmentBytes = 2 * 1024 * 1024

/** Documents of one request. */
export const mostAttachments = 10

export interface AttachmentStore {
  insertAttachment(tx: Transaction, attachment: Attachment, bytes: Uint8Array): Promise<void>
  /** Oldest first, without their bytes. */
  listAttachments(tx: Transaction, requestId: string): Promise<readonly Attachment[]>
  loadAttachment(
    tx: Transaction,
    requestId: string,
    id: string,
  ): Promise<{ readonly attachment: Attachment; readonly bytes: Uint8Array } | null>
  removeAttachment(tx: Transaction, id: string): Promise<void>
}
