import type { Dossier } from '../access-requests/dossier.ts'
import { loadDossier } from '../access-requests/load-dossier.ts'
import { recordStep } from '../access-requests/record-step.ts'
import { positionOf, withAuthor } from '../access-requests/review.ts'
import { checkStep } from '../access-requests/transitions.ts'
import type { Actor } from '../accounts/actor.ts'
import { Conflict } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import { authorizationRelations } from './authorization-relations.ts'
import { lockFile } from './lock-file.ts'

/** Turns the request back into a draft while its authorization keeps running. @throws Conflict `wrong-state`. */
export async function reopenAuthorization(
  tx: Transaction,
  deps: AuthorizationDeps,
  actor: Actor,
  id: string,
): Promise<Dossier> {
  const { file, dossier } = await lockFile(tx, deps, id)
  authorize(actor, 'authorization.reopen', authorizationRelations(file))
  if (file.authorization.state !== 'active') {
    throw new Conflict({ problem: 'wrong-state', detail: `The authorization is ${file.authorization.state}.` })
  }
  const state = checkStep(positionOf(dossier), 'reopen')
  const authors = withAuthor(dossier.request, actor.account_id)
  const request = { ...dossier.request, state, authors, reopened_from: id }
  await deps.requests.save(tx, dossier, { ...dossier, request })
  await recordStep(tx, deps, actor, request, 'reopened', { authorization_id: id })
  return loadDossier(tx, deps, request.id)
}
