import type { Actor } from '../../accounts/actor.ts'
import { Conflict, Forbidden, NotFound } from '../../errors.ts'
import type { Page, PageRequest } from '../../page.ts'
import { authorize } from '../../permissions/authorize.ts'
import type { Transaction } from '../../ports/unit-of-work.ts'
import type { FoundRecord } from '../search/record-search.ts'
import type { PersonSearchDeps } from './person-search-deps.ts'
import { recordPersonSearch } from './record-person-search.ts'

/**
 * The records of an approved search, newest first, for who asked. Every page read is an act of the audit log.
 * @throws Forbidden for anybody else; Conflict `wrong-state` when it is not approved or its time is over; NotFound.
 */
export async function readPersonSearch(
  tx: Transaction,
  deps: PersonSearchDeps,
  actor: Actor,
  id: string,
  page: PageRequest,
): Promise<Page<FoundRecord>> {
  authorize(actor, 'audit.read')
  const search = await deps.personSearches.load(tx, id)
  if (search === null) throw new NotFound({ problem: 'not-found' })
  if (search.requested_by !== actor.account_id) {
    throw new Forbidden({ problem: 'permission-denied', detail: 'Only who asked for the search reads it.' })
  }
  const now = new Date(deps.clock.now()).toISOString()
  if (search.state !== 'approved' || search.readable_until === null || search.readable_until <= now) {
    const detail = 'The search is not approved, or its seven days are over. Ask again with a reason.'
    throw new Conflict({ problem: 'wrong-state', detail, extensions: { state: search.state } })
  }
  const filter = {
    authorization_id: null,
    application_id: null,
    api: null,
    provider: null,
    environment: null,
    outcome: null,
    from: search.from_at,
    until: search.until_at,
    pseudonyms: search.pseudonyms,
  }
  const found = await deps.recordSearch.find(tx, filter, page)
  await recordPersonSearch(tx, deps, actor, search, 'read', { records: found.items.length })
  return found
}
