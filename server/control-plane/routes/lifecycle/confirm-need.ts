import { confirmNeed } from '#core/lifecycle/confirm-need.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentRecertification } from './present-recertification.ts'

export const operation = defineOperation('confirmNeed', async ({ actor, params, body }, deps) => {
  const confirmed = await deps.unitOfWork.transaction((tx) =>
    confirmNeed(tx, deps, actor, params.authorization_id, body.statement),
  )
  return { status: 200, body: presentRecertification(confirmed) }
})
