import { timeOf } from '#core/change-deps.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { caseHash } from '#core/subjects/register-subjects.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentRegistration } from './present-registration.ts'

export const operation = defineOperation('listSubjectRegistrations', async ({ actor, params, query }, deps) => {
  const { organization_id } = params
  authorize(actor, 'subjects.read', { organization: organization_id })
  const { case_reference } = query
  const filter = {
    environment: query.environment ?? null,
    api: query.api ?? null,
    state: query.state ?? null,
    case_hash: case_reference === undefined ? null : caseHash(deps, organization_id, case_reference),
    identity_hash: null,
  }
  const page = await deps.unitOfWork.read((tx) =>
    deps.registrations.list(tx, organization_id, filter, timeOf(deps), pageOf(query)),
  )
  const now = deps.clock.now()
  return { status: 200, body: renderPage(page, (one) => presentRegistration(one, now)) }
})
