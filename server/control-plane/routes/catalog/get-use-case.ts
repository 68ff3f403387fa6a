import { NotFound } from '#core/errors.ts'
import { loadPolicies } from '#core/policies/load-policies.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { presentUseCase } from './present-use-case.ts'

export const operation = definePublicOperation('getUseCase', async ({ params }, deps) => {
  const policies = await deps.unitOfWork.read((tx) => loadPolicies(tx, deps))
  const policy = policies.find((one) => one.id === params.use_case)
  if (policy === undefined) throw new NotFound({ problem: 'not-found' })
  return { status: 200, body: presentUseCase(policy) }
})
