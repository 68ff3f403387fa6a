import type { RecordFilter } from '../audit/search/record-search.ts'
import type { PersonDeps } from '../persons/person-deps.ts'
import type { PersonSession } from '../persons/person-session.ts'

/** Answered exchanges in which the person was searched for; `until` is now. */
export function recordsAbout(
  deps: Pick<PersonDeps, 'clock' | 'personLogin'>,
  session: Pick<PersonSession, 'pseudonyms'>,
): RecordFilter {
  return {
    authorization_id: null,
    application_id: null,
    api: null,
    provider: null,
    environment: deps.personLogin?.environment ?? null,
    outcome: 'answered',
    // Pseudonyms say how far back: those of purged months are not among them.
    from: '1970-01-01T00:00:00.000Z',
    until: new Date(deps.clock.now() + 1).toISOString(),
    pseudonyms: session.pseudonyms,
    role: 'searched',
  }
}
