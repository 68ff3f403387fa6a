import type { Actor } from '#core/accounts/actor.ts'
import type { PersonSearch, PersonSearchWithNames } from '#core/audit/person-search/person-search.ts'

/** A search without its pseudonyms, with what this reader can do about it. */
export function presentPersonSearch(actor: Actor, search: PersonSearch & Partial<PersonSearchWithNames>, now: number) {
  const isMine = search.requested_by === actor.account_id
  const isReadable = search.readable_until !== null && Date.parse(search.readable_until) > now
  return {
    id: search.id,
    requested_by_name: search.requested_by_name ?? actor.name,
    reason: search.reason,
    from_at: search.from_at,
    until_at: search.until_at,
    state: search.state,
    decided_by_name: search.decided_by_name ?? null,
    decided_at: search.decided_at,
    requested_at: search.requested_at,
    readable_until: search.readable_until,
    may_decide: !isMine && actor.kind === 'person' && search.state === 'requested',
    may_read: isMine && search.state === 'approved' && isReadable,
  }
}
