import type { AuthorizationState } from '../authorizations/authorization.ts'
import type { AccessRequest, AccessRequestContent, ProviderDecision, Vote } from './access-request.ts'
import type { Position } from './transitions.ts'

/** The authorization that keeps running while its request is reopened. */
export interface RunningAuthorization {
  readonly id: string
  readonly state: AuthorizationState
  readonly content: AccessRequestContent
  readonly content_hash: string
}

/** An access request with everything its steps are decided by. Steps take one and answer the next; nothing is changed in place. */
export interface Review {
  readonly request: AccessRequest
  readonly decisions: readonly ProviderDecision[]
  readonly votes: readonly Vote[]
  /** Set exactly while the request is reopened. */
  readonly running: RunningAuthorization | null
}

export function positionOf(review: Review): Position {
  return { state: review.request.state, reopened: review.running?.state ?? null }
}

/** Votes that still stand, marked as void from `now` on: they stay as history and count no more. */
export function voidVotes(votes: readonly Vote[], now: string): readonly Vote[] {
  return votes.map((vote) => (vote.voided_at === null ? { ...vote, voided_at: now } : vote))
}

export function withAuthor(request: AccessRequest, accountId: string): readonly string[] {
  return request.authors.includes(accountId) ? request.authors : [...request.authors, accountId]
}

/** The request as its running authorization knows it, after a reopening that came to nothing. */
export function endReopening(review: Review, state: AccessRequest['state'], now: string): Review {
  const { running } = review
  const request = { ...review.request, state, reopened_from: null }
  if (running === null) return { ...review, request }
  return {
    ...review,
    request: { ...request, content: running.content, content_hash: running.content_hash },
    votes: voidVotes(review.votes, now),
    running: null,
  }
}
