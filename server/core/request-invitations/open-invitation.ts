import type { Dossier } from '../access-requests/dossier.ts'
import { loadDossier } from '../access-requests/load-dossier.ts'
import { NotFound } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { hashInvitation } from './hash-invitation.ts'
import type { RequestInvitation, RequestInvitationDeps } from './request-invitation.ts'

/**
 * What a link leads to, for whoever holds it.
 * @throws NotFound for a link that never was, ended, was used or withdrawn: one answer for all of them.
 */
export async function openInvitation(
  tx: Transaction,
  deps: RequestInvitationDeps,
  token: string,
): Promise<{ readonly invitation: RequestInvitation; readonly template: Dossier }> {
  const invitation = await deps.invitations.lockByHash(tx, hashInvitation(token))
  const isOpen = invitation?.state === 'open' && Date.parse(invitation.expires_at) > deps.clock.now()
  if (invitation === null || !isOpen) {
    throw new NotFound({
      problem: 'not-found',
      detail: 'This link has ended or was used. Ask the editor for a new one.',
    })
  }
  const template = await loadDossier(tx, deps, invitation.template_id)
  if (template.request.state === 'archived') throw new NotFound({ problem: 'not-found' })
  return { invitation, template }
}
