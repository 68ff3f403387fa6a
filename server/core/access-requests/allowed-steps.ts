import type { Actor } from '../accounts/actor.ts'
import { isAuthorized } from '../permissions/authorize.ts'
import type { ProviderDecision } from './access-request.ts'
import type { Dossier } from './dossier.ts'
import { deciderRelations, dossierRelations } from './dossier-relations.ts'
import { positionOf } from './review.ts'
import { stateAfter } from './transitions.ts'
import { hasInterest, voterObstacle } from './voter-rules.ts'

export type AllowedStep = 'edit' | 'submit' | 'vote' | 'comment' | 'archive' | 'reopen' | 'cancel_reopening'

/** The steps this caller may take now: the same rules that decide when they are taken. */
export function allowedSteps(actor: Actor, dossier: Dossier): readonly AllowedStep[] {
  const relations = dossierRelations(dossier)
  const position = positionOf(dossier)
  const steps: readonly (readonly [AllowedStep, () => boolean])[] = [
    ['edit', () => stateAfter(position, 'edit') !== null && isAuthorized(actor, 'access-request.write', relations)],
    [
      'submit',
      () => stateAfter(position, 'submit') !== null && isAuthorized(actor, 'access-request.submit', relations),
    ],
    ['vote', () => dossier.decisions.some((decision) => mayVote(actor, dossier, decision))],
    ['comment', () => isAuthorized(actor, 'access-request.comment', relations)],
    [
      'archive',
      () => stateAfter(position, 'archive') !== null && isAuthorized(actor, 'access-request.write', relations),
    ],
    ['reopen', () => stateAfter(position, 'reopen') !== null && isAuthorized(actor, 'authorization.reopen', relations)],
    [
      'cancel_reopening',
      () => stateAfter(position, 'cancel_reopening') !== null && isAuthorized(actor, 'authorization.reopen', relations),
    ],
  ]
  return steps.filter(([, isAllowed]) => isAllowed()).map(([step]) => step)
}

/** Whether this caller may vote in this decision now. */
export function mayVote(actor: Actor, dossier: Dossier, decision: ProviderDecision): boolean {
  return (
    isAuthorized(actor, 'decision.vote', deciderRelations(dossier, decision)) &&
    !hasInterest(actor, dossier.request, decision) &&
    voterObstacle(dossier.request, decision, dossier.votes, actor.account_id) === null
  )
}
