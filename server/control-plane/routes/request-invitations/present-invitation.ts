import type { RequestInvitation } from '#core/request-invitations/request-invitation.ts'
import type { components } from '../../generated/management.ts'

/** A link as its editor sees it. One that ran out is told apart from one that works. */
export function presentInvitation(
  invitation: RequestInvitation,
  now: number,
): components['schemas']['RequestInvitation'] {
  const { id, label, state, expires_at, access_request_id, created_at } = invitation
  const isOver = state === 'open' && Date.parse(expires_at) <= now
  return { id, label, state: isOver ? 'expired' : state, expires_at, access_request_id, created_at }
}
