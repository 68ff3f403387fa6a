import type { Json } from './json-columns.ts'

interface AccessRequestSubmissionsTable {
  access_request_id: string
  number: number
  content: Json
  content_hash: string
  previous_number: number | null
  submitted_by: string
  submitted_at: string
}

interface AttachmentsTable {
  id: string
  access_request_id: string
  name: string
  media_type: string
  size_bytes: number
  sha256: string
  content: Uint8Array
  added_by: string
  created_at: string
}

interface RequestInvitationsTable {
  id: string
  template_id: string
  label: string
  token_hash: string
  state: 'open' | 'accepted' | 'withdrawn'
  expires_at: string
  invited_by: string
  accepted_by: string | null
  access_request_id: string | null
  created_at: string
}

/** Tables around an access request beside the request itself. */
export interface DossierTables {
  request_invitations: RequestInvitationsTable
  access_request_submissions: AccessRequestSubmissionsTable
  attachments: AttachmentsTable
}
