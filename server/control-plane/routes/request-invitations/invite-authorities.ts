import { inviteAuthorities } from '#core/request-invitations/invite-authorities.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentInvitation } from './present-invitation.ts'

export const operation = defineOperation('inviteAuthorities', ({ actor, params, body, change }, deps) =>
  change(async (tx) => {
    const made = await inviteAuthorities(tx, deps, actor, params.access_request_id, body.labels)
    const now = deps.clock.now()
    const items = made.map(({ invitation, token }) => ({ ...presentInvitation(invitation, now), token }))
    return { status: 201, body: { items } }
  }),
)
