import type { Actor } from '../accounts/actor.ts'
import { Conflict, NotFound } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AccessRequestDeps } from './access-request-deps.ts'
import type { MessageWithNames } from './access-request-store.ts'
import { dossierRelations } from './dossier-relations.ts'
import { loadDossier } from './load-dossier.ts'
import { recordStep } from './record-step.ts'
import { speakingOrganization } from './speaking-organization.ts'

/**
 * Says that a remark about a field is settled. The organization that made it does, nobody in its place.
 * @throws NotFound; Conflict `wrong-state` for a plain message, a remark of somebody else, or one settled already.
 */
export async function resolveRemark(
  tx: Transaction,
  deps: AccessRequestDeps,
  actor: Actor,
  requestId: string,
  messageId: string,
): Promise<MessageWithNames> {
  const dossier = await loadDossier(tx, deps, requestId, 'lock')
  authorize(actor, 'access-request.comment', dossierRelations(dossier))
  const message = await deps.requests.loadMessage(tx, requestId, messageId)
  if (message === null) throw new NotFound({ problem: 'not-found' })
  if (message.field === null || message.resolved_at !== null) {
    throw new Conflict({ problem: 'wrong-state', detail: 'Only an open remark about a field can be settled.' })
  }
  if (message.organization_id !== speakingOrganization(actor, dossier)) {
    throw new Conflict({ problem: 'wrong-state', detail: `${message.organization_name} made it, and settles it.` })
  }
  const resolvedAt = new Date(deps.clock.now()).toISOString()
  await deps.requests.resolveMessage(tx, messageId, actor.account_id, resolvedAt)
  await recordStep(tx, deps, actor, dossier.request, 'remark_settled', { message_id: messageId, field: message.field })
  return { ...message, resolved_at: resolvedAt }
}
