import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentPersonSearch } from './present-person-search.ts'

export const operation = defineOperation('listPersonSearches', async ({ actor, query }, deps) => {
  authorize(actor, 'audit.read')
  const page = await deps.unitOfWork.read((tx) => deps.personSearches.list(tx, pageOf(query)))
  return { status: 200, body: renderPage(page, (search) => presentPersonSearch(actor, search, deps.clock.now())) }
})
