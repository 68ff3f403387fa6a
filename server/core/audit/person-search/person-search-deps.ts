import type { PackCalendar } from '../../calendar/pack-calendar.ts'
import type { EventStore } from '../../events/event.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import type { Pseudonyms } from '../../subjects/create-pseudonyms.ts'
import type { RecordSearch } from '../search/record-search.ts'
import type { PersonSearchStore } from './person-search.ts'

/** What searches by person work with. */
export interface PersonSearchDeps {
  readonly personSearches: PersonSearchStore
  readonly pseudonyms: Pseudonyms
  readonly recordSearch: RecordSearch
  readonly events: EventStore
  readonly calendar: PackCalendar
  readonly clock: Clock
  readonly random: Random
}
