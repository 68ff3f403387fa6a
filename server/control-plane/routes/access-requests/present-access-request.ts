import type { ProviderDecision } from '#core/access-requests/access-request.ts'
import type { AccessRequestDeps } from '#core/access-requests/access-request-deps.ts'
import { allowedSteps, mayVote } from '#core/access-requests/allowed-steps.ts'
import { standingApprovals } from '#core/access-requests/apply-vote.ts'
import type { Dossier } from '#core/access-requests/dossier.ts'
import type { Actor } from '#core/accounts/actor.ts'
import type { components } from '../../generated/management.ts'

type AccessRequestBody = components['schemas']['AccessRequest']
type DecisionBody = components['schemas']['Decision']

type Timing = Pick<AccessRequestDeps, 'calendar' | 'clock'>

/** An access request as this caller sees it, with the steps it may take. */
export function presentAccessRequest(actor: Actor, dossier: Dossier, deps: Timing): AccessRequestBody {
  const { request } = dossier
  return {
    id: request.id,
    reference: request.reference,
    organization_id: request.organization_id,
    organization_name: dossier.organization_name,
    application_id: request.application_id,
    application_name: dossier.application_name,
    beneficiary_id: request.beneficiary_id,
    beneficiary_name: dossier.beneficiary_name,
    beneficiary_verification: dossier.beneficiary_verification,
    organization_verification: dossier.organization_verification,
    use_case: request.use_case,
    state: request.state,
    content: request.content as AccessRequestBody['content'],
    content_hash: request.content_hash,
    reopened_from: request.reopened_from,
    submitted_at: request.submitted_at,
    decisions: dossier.decisions.map((decision) => presentDecision(actor, dossier, decision, deps)),
    authorization_id: dossier.authorization_id,
    allowed: [...allowedSteps(actor, dossier)],
    version: request.version,
    created_at: request.created_at,
  }
}

function presentDecision(actor: Actor, dossier: Dossier, decision: ProviderDecision, deps: Timing): DecisionBody {
  const approvals = standingApprovals(dossier.votes, decision.id, dossier.request.content_hash)
  return {
    id: decision.id,
    organization_id: decision.organization_id,
    organization_name: dossier.deciders.get(decision.organization_id) ?? '',
    power: decision.power,
    state: decision.state,
    scopes: decision.scopes as DecisionBody['scopes'],
    conditions: decision.conditions,
    motive: decision.motive,
    remedy: decision.remedy,
    decided_by: decision.decided_by as DecisionBody['decided_by'],
    decided_at: decision.decided_at,
    required_votes: decision.required_votes,
    votes: approvals.length,
    due_at: decision.due_at,
    timer: timerOf(dossier, decision),
    business_days_left: deps.calendar.businessDaysUntil(deps.clock.now(), decision.due_at),
    escalated_at: decision.escalated_at,
    may_vote: mayVote(actor, dossier, decision),
  }
}

/** The time a decider has runs while it is asked, and rests while the requester is. */
function timerOf(dossier: Dossier, decision: ProviderDecision): DecisionBody['timer'] {
  if (dossier.request.state === 'changes_requested') return 'paused'
  return dossier.request.state === 'submitted' && decision.state === 'pending' ? 'running' : 'ended'
}
