import { dossierRelations } from '../access-requests/dossier-relations.ts'
import { loadDossier } from '../access-requests/load-dossier.ts'
import { recordStep } from '../access-requests/record-step.ts'
import type { Actor } from '../accounts/actor.ts'
import { Conflict, NotFound } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { RequestInvitationDeps } from './request-invitation.ts'

/** A link stops working. @throws NotFound; Conflict `wrong-state` when it was used or withdrawn. */
export async function withdrawInvitation(
  tx: Transaction,
  deps: RequestInvitationDeps,
  actor: Actor,
  templateId: string,
  id: string,
): Promise<void> {
  const dossier = await loadDossier(tx, deps, templateId)
  authorize(actor, 'access-request.write', dossierRelations(dossier))
  const invitation = await deps.invitations.lock(tx, templateId, id)
  if (invitation === null) throw new NotFound({ problem: 'not-found' })
  if (invitation.state !== 'open') {
    throw new Conflict({ problem: 'wrong-state', detail: `The link is ${invitation.state}.` })
  }
  await deps.invitations.save(tx, { ...invitation, state: 'withdrawn' })
  await recordStep(tx, deps, actor, dossier.request, 'invitation_withdrawn', { label: invitation.label })
}
