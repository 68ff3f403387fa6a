import { loadPolicies } from '#core/policies/load-policies.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { slicePage } from '../../framework/slice-page.ts'
import { presentUseCase } from './present-use-case.ts'

export const operation = definePublicOperation('listUseCases', async ({ query }, deps) => {
  const page = pageOf(query, 'text')
  const policies = await deps.unitOfWork.read((tx) => loadPolicies(tx, deps))
  return {
    status: 200,
    body: renderPage(
      slicePage(policies, page, (policy) => policy.id),
      presentUseCase,
    ),
  }
})
