import { acceptCosignature } from '#core/audit/accept-cosignature.ts'
import { definePublicOperation } from '../../framework/operation.ts'

export const operation = definePublicOperation('cosignCheckpoint', async ({ params, body }, deps) => {
  const { number } = params
  await deps.unitOfWork.transaction((tx) =>
    acceptCosignature(tx, { ...deps.audit, clock: deps.clock }, { number, ...body }),
  )
  return { status: 204 }
})
