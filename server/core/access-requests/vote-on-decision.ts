import type { Actor } from '../accounts/actor.ts'
import { openAuthorization } from '../authorizations/open-authorization.ts'
import { Conflict, NotFound } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import { loadPolicies } from '../policies/load-policies.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { ProviderDecision, Vote } from './access-request.ts'
import type { AccessRequestDeps } from './access-request-deps.ts'
import { apiOwners } from './api-owners.ts'
import { askedScopes } from './asked-scopes.ts'
import { castVote, type VoteOutcome } from './cast-vote.ts'
import { type Ballot, checkBallot } from './check-ballot.ts'
import type { Dossier } from './dossier.ts'
import { deciderRelations, dossierRelations } from './dossier-relations.ts'
import { loadDossier } from './load-dossier.ts'
import { recordStep } from './record-step.ts'
import type { Review } from './review.ts'
import { checkVoter, hasInterest } from './voter-rules.ts'

/** The request after the vote, and the production revision when the vote opened an authorization. */
export interface VoteResult {
  readonly dossier: Dossier
  readonly revision: number | null
}

const outcomeSteps: Readonly<Record<Exclude<VoteOutcome, null>, string>> = {
  approve: 'approved',
  refuse: 'refused',
  request_changes: 'changes_requested',
}

/**
 * One reviewer's vote in one decision. The vote that completes the last decision approves the request and
 * opens its authorization, or refuses it, in the same transaction.
 * @throws NotFound, Forbidden, Conflict `wrong-state` | `content-changed` | `four-eyes`, InvalidInput,
 * Unprocessable `scope-forbidden`.
 */
export async function voteOnDecision(
  tx: Transaction,
  deps: AccessRequestDeps,
  actor: Actor,
  requestId: string,
  decisionId: string,
  ballot: Ballot,
): Promise<VoteResult> {
  const dossier = await loadDossier(tx, deps, requestId, 'lock')
  authorize(actor, 'access-request.read', dossierRelations(dossier))
  const decision = dossier.decisions.find((one) => one.id === decisionId)
  if (decision === undefined) throw new NotFound({ problem: 'not-found' })
  authorize(actor, 'decision.vote', deciderRelations(dossier, decision))
  checkVoter(dossier.request, decision, dossier.votes, actor.account_id, ballot.content_hash)
  if (hasInterest(actor, dossier.request, decision)) throw new Conflict({ problem: 'four-eyes' })
  const scopes = checkBallot(
    ballot,
    decision.power,
    askedScopes(dossier.request.content, await apiOwners(tx, deps), decision.organization_id),
    await forbiddenScopes(tx, deps, dossier),
  )
  const vote: Vote = {
    id: deps.random.uuid(),
    decision_id: decision.id,
    account_id: actor.account_id,
    verdict: ballot.verdict,
    scopes,
    conditions: ballot.conditions ?? null,
    motive: ballot.motive ?? null,
    remedy: ballot.remedy ?? null,
    content_hash: ballot.content_hash,
    voided_at: null,
    created_at: new Date(deps.clock.now()).toISOString(),
  }
  const { review, outcome } = castVote(dossier, vote)
  await recordVote(tx, deps, actor, dossier, decision, vote)
  const { revision, review: settled } = await settle(tx, deps, actor, dossier, review, outcome)
  await deps.requests.save(tx, dossier, settled)
  return { dossier: await loadDossier(tx, deps, requestId), revision }
}

async function forbiddenScopes(tx: Transaction, deps: AccessRequestDeps, dossier: Dossier): Promise<readonly string[]> {
  const policy = (await loadPolicies(tx, deps)).find((one) => one.id === dossier.request.use_case)
  return policy?.scopes.forbidden ?? []
}

async function recordVote(
  tx: Transaction,
  deps: AccessRequestDeps,
  actor: Actor,
  dossier: Dossier,
  decision: ProviderDecision,
  vote: Vote,
): Promise<void> {
  const { verdict, scopes, conditions, motive, remedy } = vote
  const data = { decision_id: decision.id, power: decision.power, verdict, scopes, conditions, motive, remedy }
  await recordStep(tx, deps, actor, dossier.request, 'voted', data, decision.organization_id)
}

async function settle(
  tx: Transaction,
  deps: AccessRequestDeps,
  actor: Actor,
  dossier: Dossier,
  review: Review,
  outcome: VoteOutcome,
): Promise<{ review: Review; revision: number | null }> {
  if (outcome === null) return { review, revision: null }
  const data = { state: review.request.state, is_reopening: dossier.running !== null }
  await recordStep(tx, deps, actor, dossier.request, outcomeSteps[outcome], data)
  if (outcome !== 'approve') return { review, revision: null }
  return openAuthorization(tx, deps, actor, review)
}
