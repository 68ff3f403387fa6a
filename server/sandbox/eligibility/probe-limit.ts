import type { Clock } from '#core/ports/clock.ts'
import { type BoundedMap, createBoundedMap } from '#kit/bounded-map.ts'

/** Different tables an application may ask about one person in a day. */
export const mostTables = 4
const windowMs = 86_400_000

interface Asked {
  readonly since: number
  readonly tables: Set<string>
}

/** Hours until the person may be asked about with another table; 0 when this one may be asked now. */
export type ProbeLimit = (asker: string, person: string, table: string) => number

/**
 * Against guessing an amount: whoever could ask about the same person with table after table would close in on the
 * figure that no answer gives. The same table may be asked again: it says nothing new.
 */
export function createProbeLimit(clock: Pick<Clock, 'now'>): ProbeLimit {
  const askers = createBoundedMap<string, BoundedMap<string, Asked>>(1000)
  return (asker, person, table) => {
    const persons = askers.get(asker) ?? createBoundedMap<string, Asked>(2000)
    askers.set(asker, persons)
    const now = clock.now()
    const known = persons.get(person)
    const asked = known && now - known.since < windowMs ? known : { since: now, tables: new Set<string>() }
    persons.set(person, asked)
    if (!asked.tables.has(table) && asked.tables.size >= mostTables) {
      return Math.max(1, Math.ceil((asked.since + windowMs - now) / 3_600_000))
    }
    asked.tables.add(table)
    return 0
  }
}
