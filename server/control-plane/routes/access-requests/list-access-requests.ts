import type { AccessRequestState } from '#core/access-requests/access-request.ts'
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

/**
 * `mine`: made by or for one's organizations. `to_review`: waiting for a decision of theirs, or with a state,
 * all in that state which they decide about.
 */
export const operation = defineOperation('listAccessRequests', async ({ actor, query }, deps) => {
  const page = pageOf(query)
  const state = oneOf(states, query.state, 'state')
  const organizations = askedOrganizations(actor, query.organization_id)
  const isReview = query.view === 'to_review'
  const filter = {
    parties: isReview ? null : organizations,
    deciders: isReview ? organizations : null,
    isPending: isReview && state === null,
    state,
  }
  const found = await deps.unitOfWork.read((tx) => deps.requests.list(tx, filter, page))
  return { status: 200, body: renderPage(found, (dossier) => presentAccessRequest(actor, dossier)) }
})
