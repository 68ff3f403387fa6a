import { acceptInvitation } from '#core/request-invitations/accept-invitation.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentAccessRequest } from '../access-requests/present-access-request.ts'

export const operation = defineOperation('acceptRequestInvitation', ({ actor, body, change }, deps) =>
  change(async (tx) => {
    const dossier = await acceptInvitation(tx, deps, actor, body.token, body.beneficiary_id)
    return { status: 201, body: presentAccessRequest(actor, dossier, deps), version: dossier.request.version }
  }),
)
