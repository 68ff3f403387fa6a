import { requestPersonSearch } from '#core/audit/person-search/request-person-search.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentPersonSearch } from './present-person-search.ts'

export const operation = defineOperation('requestPersonSearch', ({ actor, body, change }, deps) =>
  change(async (tx) => {
    const search = await requestPersonSearch(tx, deps, actor, body)
    return { status: 201, body: presentPersonSearch(actor, search, deps.clock.now()) }
  }),
)
