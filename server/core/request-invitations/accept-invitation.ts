import type { AccessRequest } from '../access-requests/access-request.ts'
import type { Dossier } from '../access-requests/dossier.ts'
import { hashContent } from '../access-requests/hash-content.ts'
import { loadDossier } from '../access-requests/load-dossier.ts'
import { recordStep } from '../access-requests/record-step.ts'
import type { Actor } from '../accounts/actor.ts'
import { NotFound } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { openInvitation } from './open-invitation.ts'
import type { RequestInvitationDeps } from './request-invitation.ts'

/**
 * An owner of an authority makes the editor's template a request of that authority: a draft they may change, and
 * send. The application stays the editor's; the authorization will be the authority's. The link serves once.
 * @throws NotFound for a link that is no more, or an organization that is not the actor's.
 */
export async function acceptInvitation(
  tx: Transaction,
  deps: RequestInvitationDeps,
  actor: Actor,
  token: string,
  beneficiaryId: string,
): Promise<Dossier> {
  authorize(actor, 'request-invitation.accept', { organization: beneficiaryId })
  const { invitation, template } = await openInvitation(tx, deps, token)
  const { organization_id, application_id, use_case, content } = template.request
  const application = await deps.applications.load(tx, application_id)
  if (application?.state !== 'active' || beneficiaryId === organization_id) throw new NotFound({ problem: 'not-found' })
  const now = new Date(deps.clock.now()).toISOString()
  const request: AccessRequest = {
    id: deps.random.uuid(),
    reference: await deps.requests.nextReference(tx),
    organization_id,
    application_id,
    beneficiary_id: beneficiaryId,
    use_case,
    state: 'draft',
    content,
    content_hash: hashContent(content),
    reopened_from: null,
    authors: [...new Set([...template.request.authors, invitation.invited_by, actor.account_id])],
    submitted_at: null,
    version: 1,
    created_at: now,
  }
  await deps.requests.insert(tx, request)
  await deps.invitations.save(tx, {
    ...invitation,
    state: 'accepted',
    accepted_by: actor.account_id,
    access_request_id: request.id,
  })
  for (const organizationId of [organization_id, beneficiaryId]) {
    await recordStep(tx, deps, actor, request, 'created', { template: template.request.reference }, organizationId)
  }
  return loadDossier(tx, deps, request.id)
}
