import { Unprocessable } from '../errors.ts'
import type { ProviderDecision, Vote } from './access-request.ts'
import type { ScopesByApi } from './asked-scopes.ts'

/** Approvals of exactly this content that still stand, one per person. */
export function standingApprovals(votes: readonly Vote[], decisionId: string, contentHash: string): readonly Vote[] {
  const people = new Map<string, Vote>()
  for (const vote of votes) {
    if (vote.decision_id !== decisionId || vote.verdict !== 'approve') continue
    if (vote.voided_at !== null || vote.content_hash !== contentHash) continue
    people.set(vote.account_id, vote)
  }
  return [...people.values()]
}

/**
 * The decision after `votes`, of which `vote` is the newest. One refusal or one call for changes decides;
 * approval needs the required number of distinct people on the same content, and opens only what all of them
 * opened.
 * @throws Unprocessable when the approvals have no scope in common.
 */
export function applyVote(decision: ProviderDecision, votes: readonly Vote[], vote: Vote): ProviderDecision {
  const decided = {
    decided_by: { kind: 'account' as const, id: vote.account_id },
    decided_at: vote.created_at,
    motive: vote.motive,
    remedy: vote.remedy,
  }
  if (vote.verdict === 'refuse') return { ...decision, ...decided, state: 'refused' }
  if (vote.verdict === 'request_changes') return { ...decision, ...decided, state: 'changes_requested' }
  const approvals = standingApprovals(votes, decision.id, vote.content_hash)
  const scopes = decision.power === 'provider' ? commonScopes(approvals) : {}
  if (decision.power === 'provider' && Object.keys(scopes).length === 0) {
    throw new Unprocessable({
      problem: 'invalid-request',
      detail: 'The approvals of this decision have no scope in common.',
      errors: [{ field: '/scopes', rule: 'common', message: 'Open at least one scope the first approval opens.' }],
    })
  }
  if (approvals.length < decision.required_votes) return decision
  const conditions = approvals.map((approval) => approval.conditions).filter((text) => text !== null)
  return {
    ...decision,
    ...decided,
    state: 'approved',
    scopes,
    conditions: conditions.length > 0 ? [...new Set(conditions)].join('\n\n') : null,
  }
}

function commonScopes(approvals: readonly Vote[]): ScopesByApi {
  const [first, ...others] = approvals.map((approval) => approval.scopes ?? {})
  const common = Object.entries(first ?? {}).map(
    ([api, names]) => [api, names.filter((name) => others.every((other) => other[api]?.includes(name)))] as const,
  )
  return Object.fromEntries(common.filter(([, names]) => names.length > 0))
}
