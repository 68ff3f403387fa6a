import type { Actor } from '../accounts/actor.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Message } from './access-request.ts'
import type { AccessRequestDeps } from './access-request-deps.ts'
import type { MessageWithNames } from './access-request-store.ts'
import { dossierRelations } from './dossier-relations.ts'
import { loadDossier } from './load-dossier.ts'
import { recordStep } from './record-step.ts'
import { speakingOrganization } from './speaking-organization.ts'

/** Adds to the conversation between requester, beneficiary and deciders. The history says that somebody wrote, not what. With `field`, a remark about it. */
export async function addMessage(
  tx: Transaction,
  deps: AccessRequestDeps,
  actor: Actor,
  requestId: string,
  text: string,
  field: Message['field'] = null,
): Promise<MessageWithNames> {
  const dossier = await loadDossier(tx, deps, requestId)
  authorize(actor, 'access-request.comment', dossierRelations(dossier))
  const organizationId = speakingOrganization(actor, dossier)
  const organization = await deps.organizations.load(tx, organizationId)
  const message = {
    id: deps.random.uuid(),
    access_request_id: requestId,
    account_id: actor.account_id,
    organization_id: organizationId,
    text,
    field,
    resolved_at: null,
    created_at: new Date(deps.clock.now()).toISOString(),
  }
  await deps.requests.addMessage(tx, message)
  await recordStep(tx, deps, actor, dossier.request, 'commented', {
    message_id: message.id,
    ...(field === null ? {} : { field }),
  })
  return { ...message, author_name: actor.name, organization_name: organization?.name ?? '' }
}
