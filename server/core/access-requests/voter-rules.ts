import type { Actor } from '../accounts/actor.ts'
import { Conflict } from '../errors.ts'
import type { AccessRequest, ProviderDecision, Vote } from './access-request.ts'
import { stateAfter } from './transitions.ts'

/**
 * Why a person with the right role may still not vote, or null. Decides votes and `may_vote` alike. Somebody who
 * sits in two deciding organizations is one pair of eyes all the same.
 */
export function voterObstacle(
  request: AccessRequest,
  decision: ProviderDecision,
  votes: readonly Vote[],
  accountId: string,
): 'wrong-state' | 'four-eyes' | null {
  if (stateAfter({ state: request.state, reopened: null }, 'approve') === null) return 'wrong-state'
  if (decision.state !== 'pending') return 'wrong-state'
  if (request.authors.includes(accountId)) return 'four-eyes'
  const hasApproved = votes.some(
    (vote) =>
      vote.account_id === accountId &&
      vote.verdict === 'approve' &&
      vote.voided_at === null &&
      vote.content_hash === request.content_hash,
  )
  return hasApproved ? 'four-eyes' : null
}

/**
 * Whether the voter also belongs to an organization that gains from the decision. Where that organization
 * itself decides (a provider that asks for its own API), its members are the only ones who can.
 */
export function hasInterest(actor: Actor, request: AccessRequest, decision: ProviderDecision): boolean {
  const gaining = [request.organization_id, request.beneficiary_id].filter((id) => id !== decision.organization_id)
  return actor.memberships.some((membership) => gaining.includes(membership.organization_id))
}

/**
 * @throws Conflict `wrong-state`, `four-eyes`, or `content-changed` when the ballot was cast on a content
 * that is no longer the present one.
 */
export function checkVoter(
  request: AccessRequest,
  decision: ProviderDecision,
  votes: readonly Vote[],
  accountId: string,
  contentHash: string,
): void {
  const obstacle = voterObstacle(request, decision, votes, accountId)
  if (obstacle === 'wrong-state') {
    throw new Conflict({
      problem: 'wrong-state',
      detail: `The access request is ${request.state} and this decision is ${decision.state}.`,
    })
  }
  if (contentHash !== request.content_hash) {
    throw new Conflict({ problem: 'content-changed', extensions: { content_hash: request.content_hash } })
  }
  if (obstacle === 'four-eyes') throw new Conflict({ problem: 'four-eyes' })
}
