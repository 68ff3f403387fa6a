import { dossierRelations } from '../access-requests/dossier-relations.ts'
import { loadDossier } from '../access-requests/load-dossier.ts'
import { recordStep } from '../access-requests/record-step.ts'
import type { Actor } from '../accounts/actor.ts'
import { Conflict, Unprocessable } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { hashInvitation } from './hash-invitation.ts'
import {
  invitationDays,
  mostInvitations,
  type RequestInvitation,
  type RequestInvitationDeps,
} from './request-invitation.ts'

const dayMs = 86_400_000

/**
 * One link for each authority named. The secret of a link is answered here and never again.
 * @throws Unprocessable unless the requester is an editor; Conflict `wrong-state` for an archived template or too many.
 */
export async function inviteAuthorities(
  tx: Transaction,
  deps: RequestInvitationDeps,
  actor: Actor,
  templateId: string,
  labels: readonly string[],
): Promise<readonly { readonly invitation: RequestInvitation; readonly token: string }[]> {
  const dossier = await loadDossier(tx, deps, templateId, 'lock')
  authorize(actor, 'access-request.write', dossierRelations(dossier))
  const editor = await deps.organizations.load(tx, dossier.request.organization_id)
  if (editor?.kind !== 'editor') {
    const message = 'Only an editor makes requests for several authorities.'
    throw new Unprocessable({
      problem: 'invalid-request',
      errors: [{ field: '/organization_id', rule: 'editor', message }],
    })
  }
  if (dossier.request.state === 'archived') {
    throw new Conflict({ problem: 'wrong-state', detail: 'The access request is archived.' })
  }
  const known = await deps.invitations.listOfTemplate(tx, templateId)
  if (known.length + labels.length > mostInvitations) {
    throw new Conflict({ problem: 'wrong-state', detail: `A request reaches at most ${mostInvitations} authorities.` })
  }
  const now = deps.clock.now()
  const made = labels.map((label) => {
    const token = Buffer.from(deps.random.bytes(32)).toString('base64url')
    const invitation: RequestInvitation = {
      id: deps.random.uuid(),
      template_id: templateId,
      label,
      token_hash: hashInvitation(token),
      state: 'open',
      expires_at: new Date(now + invitationDays * dayMs).toISOString(),
      invited_by: actor.account_id,
      accepted_by: null,
      access_request_id: null,
      created_at: new Date(now).toISOString(),
    }
    return { invitation, token }
  })
  for (const { invitation } of made) await deps.invitations.insert(tx, invitation)
  await recordStep(tx, deps, actor, dossier.request, 'authorities_invited', { labels })
  return made
}
