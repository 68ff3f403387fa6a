import { readPersonSearch } from '#core/audit/person-search/read-person-search.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentRecord } from './present-record.ts'

export const operation = defineOperation('readPersonSearch', async ({ actor, params, query }, deps) => {
  const page = pageOf(query, 'text')
  const found = await deps.unitOfWork.transaction((tx) =>
    readPersonSearch(tx, deps, actor, params.person_search_id, page),
  )
  return { status: 200, body: renderPage(found, presentRecord) }
})
