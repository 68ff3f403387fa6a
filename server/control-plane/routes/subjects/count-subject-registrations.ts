import { timeOf } from '#core/change-deps.ts'
import { NotFound } from '#core/errors.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('countSubjectRegistrations', async ({ actor, params }, deps) => {
  const items = await deps.unitOfWork.read(async (tx) => {
    const providers = await deps.alerts.providersOf(tx, params.api)
    authorize(actor, 'subjects.count', { providers })
    if (providers.length === 0) throw new NotFound({ problem: 'not-found' })
    return deps.registrations.count(tx, params.api, timeOf(deps))
  })
  return { status: 200, body: { items } }
})
