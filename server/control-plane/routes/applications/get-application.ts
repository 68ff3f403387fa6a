import { NotFound } from '#core/errors.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentApplication } from '../../presenters/present-application.ts'

export const operation = defineOperation('getApplication', async ({ actor, params }, deps) => {
  const application = await deps.unitOfWork.read((tx) => deps.applications.load(tx, params.application_id))
  if (application === null) throw new NotFound({ problem: 'not-found' })
  authorize(actor, 'application.read', { organization: application.organization_id })
  return { status: 200, body: presentApplication(application), version: application.version }
})
