import type { Actor } from '../../accounts/actor.ts'
import { Conflict, Forbidden, NotFound } from '../../errors.ts'
import { authorize } from '../../permissions/authorize.ts'
import type { Transaction } from '../../ports/unit-of-work.ts'
import type { PersonSearchWithNames } from './person-search.ts'
import type { PersonSearchDeps } from './person-search-deps.ts'
import { recordPersonSearch } from './record-person-search.ts'

/** How long an approved search is read: a new look needs a new reason. */
const readableMs = 7 * 86_400_000

/**
 * A second person approves or refuses a search.
 * @throws Forbidden `four-eyes` for who asked, or for a machine; Conflict `wrong-state` when it was decided; NotFound.
 */
export async function decidePersonSearch(
  tx: Transaction,
  deps: PersonSearchDeps,
  actor: Actor,
  id: string,
  verdict: 'approve' | 'refuse',
): Promise<PersonSearchWithNames> {
  authorize(actor, 'audit.read')
  const search = await deps.personSearches.load(tx, id, 'lock')
  if (search === null) throw new NotFound({ problem: 'not-found' })
  if (search.requested_by === actor.account_id || actor.kind !== 'person') {
    throw new Forbidden({ problem: 'four-eyes', detail: 'Another person than the one who asked decides.' })
  }
  if (search.state !== 'requested') {
    const detail = `The search is ${search.state}.`
    throw new Conflict({ problem: 'wrong-state', detail, extensions: { state: search.state } })
  }
  const now = deps.clock.now()
  const decided = {
    state: verdict === 'approve' ? ('approved' as const) : ('refused' as const),
    decided_by: actor.account_id,
    decided_at: new Date(now).toISOString(),
    readable_until: verdict === 'approve' ? new Date(now + readableMs).toISOString() : null,
  }
  await deps.personSearches.decide(tx, id, decided)
  await recordPersonSearch(tx, deps, actor, search, decided.state)
  return { ...search, ...decided, decided_by_name: actor.name }
}
