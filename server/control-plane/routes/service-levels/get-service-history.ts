import { definePublicOperation } from '../../framework/operation.ts'

export const operation = definePublicOperation('getServiceHistory', async (_request, deps) => {
  const targets = await deps.statusDays()
  return { status: 200, body: { targets: targets.map((one) => ({ ...one, days: [...one.days] })) } }
})
