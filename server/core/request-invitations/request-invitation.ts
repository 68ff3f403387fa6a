import type { AccessRequestDeps } from '../access-requests/access-request-deps.ts'
import type { Transaction } from '../ports/unit-of-work.ts'

/** A link by which an editor's request reaches one authority: whoever may sign for it makes a request of its own from it. */
export interface RequestInvitation {
  readonly id: string
  /** The request of the editor that authorities get a copy of. */
  readonly template_id: string
  /** The editor's own word for the authority. */
  readonly label: string
  /** Hex SHA-256 of the link's secret. */
  readonly token_hash: string
  readonly state: 'open' | 'accepted' | 'withdrawn'
  readonly expires_at: string
  readonly invited_by: string
  readonly accepted_by: string | null
  /** What the authority made of it. */
  readonly access_request_id: string | null
  readonly created_at: string
}

export interface RequestInvitationStore {
  insert(tx: Transaction, invitation: RequestInvitation): Promise<void>
  /** Locked until the transaction ends; null when no link has this hash. */
  lockByHash(tx: Transaction, tokenHash: string): Promise<RequestInvitation | null>
  lock(tx: Transaction, templateId: string, id: string): Promise<RequestInvitation | null>
  /** Oldest first, all of one template: a template has at most `mostInvitations`. */
  listOfTemplate(tx: Transaction, templateId: string): Promise<readonly RequestInvitation[]>
  /** Writes state, who accepted, and the request made of it. */
  save(tx: Transaction, invitation: RequestInvitation): Promise<void>
}

/** Authorities one template can reach. */
export const mostInvitations = 500

/** Days a link works. */
export const invitationDays = 30

/** What the use cases of invitations work with. */
export interface RequestInvitationDeps extends AccessRequestDeps {
  readonly invitations: RequestInvitationStore
}
