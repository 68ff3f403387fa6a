import type { AccessRequestContent, ProviderDecision } from './access-request.ts'
import { hashContent } from './hash-content.ts'
import type { PlannedDecision } from './plan-decisions.ts'
import { positionOf, type Review, voidVotes, withAuthor } from './review.ts'
import { checkStep } from './transitions.ts'

export interface SubmissionInput {
  /** As `checkSubmission` answered it. */
  readonly content: AccessRequestContent
  readonly planned: readonly PlannedDecision[]
  readonly accountId: string
  /** ISO 8601 UTC instants. */
  readonly now: string
  readonly dueAt: string
  readonly newId: () => string
}

/**
 * Hands the content to its deciders. Every decision starts anew, also one that had approved: a
 * resubmission is read again as a whole. Deciders no longer concerned leave.
 */
export function submitContent(review: Review, input: SubmissionInput): Review {
  const state = checkStep(positionOf(review), 'submit')
  const decisions = input.planned.map((planned): ProviderDecision => {
    const known = review.decisions.find(
      (decision) => decision.organization_id === planned.organization_id && decision.power === planned.power,
    )
    return {
      id: known?.id ?? input.newId(),
      access_request_id: review.request.id,
      organization_id: planned.organization_id,
      power: planned.power,
      state: 'pending',
      scopes: {},
      conditions: null,
      motive: null,
      remedy: null,
      decided_by: null,
      decided_at: null,
      required_votes: planned.required_votes,
      due_at: input.dueAt,
      deputy_account_id: known?.deputy_account_id ?? null,
      escalated_at: null,
      version: (known?.version ?? 0) + 1,
    }
  })
  const kept = new Set(decisions.map((decision) => decision.id))
  return {
    ...review,
    request: {
      ...review.request,
      state,
      content: input.content,
      content_hash: hashContent(input.content),
      authors: withAuthor(review.request, input.accountId),
      submitted_at: input.now,
    },
    decisions,
    votes: voidVotes(
      review.votes.filter((vote) => kept.has(vote.decision_id)),
      input.now,
    ),
  }
}
