import { revokeRegistration } from '#core/subjects/revoke-registration.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('revokeSubjectRegistration', async ({ actor, params }, deps) => {
  await deps.unitOfWork.transaction((tx) =>
    revokeRegistration(tx, deps, actor, params.organization_id, params.registration_id),
  )
  return { status: 204 }
})
