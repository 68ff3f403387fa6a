import type {
  AccessRequest,
  DecidedBy,
  DraftContent,
  ProviderDecision,
  Vote,
} from '#core/access-requests/access-request.ts'
import type { ScopesByApi } from '#core/access-requests/asked-scopes.ts'
import type { Dossier } from '#core/access-requests/dossier.ts'
import type { RunningAuthorization } from '#core/access-requests/review.ts'
import type { VerificationMethod } from '#core/organizations/organization.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

/** Requests with their decisions, votes, names and authorizations, in no particular order. */
export async function readDossiers(tx: Transaction, ids: readonly string[]): Promise<Dossier[]> {
  if (ids.length === 0) return []
  const requests = await readRequests(tx, ids)
  const decisions = await readDecisions(tx, ids)
  const votes = await readVotes(tx, ids)
  const authorizations = await readAuthorizations(tx, ids)
  return requests.map(({ names, request }) => {
    const own = decisions.filter(({ decision }) => decision.access_request_id === request.id)
    const decisionIds = new Set(own.map(({ decision }) => decision.id))
    const results = authorizations.filter((one) => one.access_request_id === request.id)
    const running = results.find((one) => one.id === request.reopened_from)
    return {
      ...names,
      request,
      decisions: own.map(({ decision }) => decision),
      votes: votes.filter((vote) => decisionIds.has(vote.decision_id)),
      running: running === undefined ? null : toRunning(running),
      deciders: new Map(own.map(({ decision, name }) => [decision.organization_id, name])),
      authorization_id: results[0]?.id ?? null,
    }
  })
}

async function readRequests(tx: Transaction, ids: readonly string[]) {
  const rows = await inside(tx)
    .selectFrom('access_requests as r')
    .innerJoin('organizations as requester', 'requester.id', 'r.organization_id')
    .innerJoin('organizations as beneficiary', 'beneficiary.id', 'r.beneficiary_id')
    .innerJoin('applications as application', 'application.id', 'r.application_id')
    .selectAll('r')
    .select([
      'requester.name as organization_name',
      'requester.verification as organization_verification',
      'beneficiary.name as beneficiary_name',
      'beneficiary.verification as beneficiary_verification',
      'application.name as application_name',
    ])
    .where('r.id', 'in', [...ids])
    .execute()
  return rows.map((row) => {
    const { organization_name, organization_verification, ...own } = row
    const { beneficiary_name, beneficiary_verification, application_name, ...columns } = own
    const request: AccessRequest = { ...columns, content: columns.content as DraftContent }
    const names = {
      organization_name,
      organization_verification: organization_verification as VerificationMethod,
      beneficiary_name,
      beneficiary_verification: beneficiary_verification as VerificationMethod,
      application_name,
    }
    return { request, names }
  })
}

async function readDecisions(tx: Transaction, requestIds: readonly string[]) {
  const rows = await inside(tx)
    .selectFrom('decisions')
    .innerJoin('organizations', 'organizations.id', 'decisions.organization_id')
    .selectAll('decisions')
    .select('organizations.name as name')
    .where('access_request_id', 'in', [...requestIds])
    .orderBy('decisions.power', 'desc')
    .orderBy('decisions.id')
    .execute()
  return rows.map(({ name, ...row }) => {
    const decision: ProviderDecision = {
      ...row,
      scopes: row.scopes as ScopesByApi,
      decided_by: row.decided_by as DecidedBy | null,
    }
    return { decision, name }
  })
}

async function readVotes(tx: Transaction, requestIds: readonly string[]): Promise<Vote[]> {
  const rows = await inside(tx)
    .selectFrom('votes')
    .innerJoin('decisions', 'decisions.id', 'votes.decision_id')
    .selectAll('votes')
    .where('decisions.access_request_id', 'in', [...requestIds])
    .orderBy('votes.id')
    .execute()
  return rows.map((row) => ({
    ...row,
    verdict: row.verdict as Vote['verdict'],
    scopes: row.scopes as ScopesByApi | null,
  }))
}

/** Newest first, so that the first of a request is the one that counts. */
function readAuthorizations(tx: Transaction, requestIds: readonly string[]) {
  return inside(tx)
    .selectFrom('authorizations')
    .select(['id', 'access_request_id', 'state', 'content', 'content_hash'])
    .where('access_request_id', 'in', [...requestIds])
    .orderBy('id', 'desc')
    .execute()
}

function toRunning(row: Awaited<ReturnType<typeof readAuthorizations>>[number]): RunningAuthorization {
  return {
    id: row.id,
    state: row.state,
    content: row.content as RunningAuthorization['content'],
    content_hash: row.content_hash,
  }
}
