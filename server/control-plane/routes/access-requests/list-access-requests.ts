import type { AccessRequestState } from '#core/access-requests/access-request.ts'
import type { AccessRequestDeps } from '#core/access-requests/access-request-deps.ts'
import { oneOf } from '../../framework/one-of.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { askedOrganizations } from './asked-organizations.ts'
import { presentAccessRequest } from './present-access-request.ts'

const states: readonly AccessRequestState[] = [
  'draft',
  'submitted',
  'changes_requested',
  'approved',
  'refused',
  'suspended',
  'revoked',
  'expired',
  'archived',
]

/** Business days that are left when a decision is called due soon. */
const soonDays = 3

function dueBefore(
  due: 'overdue' | 'soon',
  { calendar, clock }: Pick<AccessRequestDeps, 'calendar' | 'clock'>,
): string {
  const now = clock.now()
  // A deadline is the end of its day: one millisecond later takes that day in.
  const soon = () => new Date(Date.parse(calendar.businessDeadline(now, soonDays)) + 1).toISOString()
  return due === 'overdue' ? new Date(now).toISOString() : soon()
}

/**
 * `mine`: made by or for one's organizations. `to_review`: waiting for a decision of theirs, or with a state,
 * all in that state which they decide about.
 */
export const operation = defineOperation('listAccessRequests', async ({ actor, query }, deps) => {
  const state = oneOf(states, query.state, 'state')
  const organizations = askedOrganizations(actor, query.organization_id)
  const isReview = query.view === 'to_review'
  const isPending = isReview && state === null
  const page = pageOf(query, isPending ? 'text' : 'uuid')
  const filter = {
    parties: isReview ? null : organizations,
    deciders: isReview ? organizations : null,
    isPending,
    state,
    dueBefore: query.due === undefined ? null : dueBefore(query.due, deps),
    useCase: query.use_case ?? null,
    api: query.api ?? null,
    words: query.q ?? null,
  }
  const found = await deps.unitOfWork.read((tx) => deps.requests.list(tx, filter, page))
  return { status: 200, body: renderPage(found, (dossier) => presentAccessRequest(actor, dossier, deps)) }
})
