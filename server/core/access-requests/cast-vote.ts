import { NotFound } from '../errors.ts'
import type { Vote } from './access-request.ts'
import { applyVote } from './apply-vote.ts'
import { resolveDecisions } from './resolve-decisions.ts'
import { endReopening, positionOf, type Review } from './review.ts'
import { checkStep } from './transitions.ts'
import { checkVoter } from './voter-rules.ts'

export type VoteOutcome = 'approve' | 'refuse' | 'request_changes' | null

/**
 * Counts a vote whose ballot was checked, and takes the step the decisions then call for.
 * @throws Conflict `wrong-state`, `content-changed` or `four-eyes`; NotFound for a decision of another request.
 */
export function castVote(review: Review, vote: Vote): { readonly review: Review; readonly outcome: VoteOutcome } {
  const decision = review.decisions.find((one) => one.id === vote.decision_id)
  if (decision === undefined) throw new NotFound({ problem: 'not-found' })
  checkVoter(review.request, decision, review.votes, vote.account_id, vote.content_hash)
  const votes = [...review.votes, vote]
  const decided = { ...applyVote(decision, votes, vote), version: decision.version + 1 }
  const decisions = review.decisions.map((one) => (one.id === decision.id ? decided : one))
  const outcome = resolveDecisions(decisions)
  const counted = { ...review, decisions, votes }
  if (outcome === null) return { review: counted, outcome }
  const state = checkStep(positionOf(review), outcome)
  if (outcome === 'refuse') return { review: endReopening(counted, state, vote.created_at), outcome }
  return { review: { ...counted, request: { ...review.request, state } }, outcome }
}
