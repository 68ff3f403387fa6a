import { voteOnDecision } from '#core/access-requests/vote-on-decision.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentAccessRequest } from './present-access-request.ts'

export const operation = defineOperation('voteOnDecision', ({ actor, params, body, change }, deps) =>
  change(async (tx) => {
    const { dossier } = await voteOnDecision(tx, deps, actor, params.access_request_id, params.decision_id, body)
    return { status: 200, body: presentAccessRequest(actor, dossier, deps), version: dossier.request.version }
  }),
)
