import { Conflict } from '../errors.ts'
import type { AccessRequest, ProviderDecision, Vote } from './access-request.ts'
import { standingApprovals } from './apply-vote.ts'
import { stateAfter } from './transitions.ts'

/** Why a person with the right role may still not vote, or null. Decides votes and `may_vote` alike. */
export function voterObstacle(
  request: AccessRequest,
  decision: ProviderDecision,
  votes: readonly Vote[],
  accountId: string,
): 'wrong-state' | 'four-eyes' | null {
  if (stateAfter({ state: request.state, reopened: null }, 'approve') === null) return 'wrong-state'
  if (decision.state !== 'pending') return 'wrong-state'
  if (request.authors.includes(accountId)) return 'four-eyes'
  const approvals = standingApprovals(votes, decision.id, request.content_hash)
  return approvals.some((vote) => vote.account_id === accountId) ? 'four-eyes' : null
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
