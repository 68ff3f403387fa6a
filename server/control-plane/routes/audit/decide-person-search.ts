import { decidePersonSearch } from '#core/audit/person-search/decide-person-search.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentPersonSearch } from './present-person-search.ts'

export const operation = defineOperation('decidePersonSearch', ({ actor, params, body, change }, deps) =>
  change(async (tx) => {
    const search = await decidePersonSearch(tx, deps, actor, params.person_search_id, body.verdict)
    return { status: 200, body: presentPersonSearch(actor, search, deps.clock.now()) }
  }),
)
