import type { Month, Person } from '../population.ts'
import { earningsAt, situationAt } from './earnings-at.ts'
import { isAlive } from './household-at.ts'
import { rightStart } from './right-start.ts'

export interface JobSeeker {
  /** First month of the current registration. */
  readonly since: Month
  /** Last month of it when it has ended, else null. */
  readonly until: Month | null
  /** Monthly euros of unemployment insurance and of the solidarity scheme. */
  readonly insurance: number
  readonly solidarity: number
}

/** How long a registration that has ended can still be asked for. */
const monthsKept = 12
const longest = 120

/** The registration with the public employment service that runs in a month, or the last one of the year before it. */
export function jobSeekerAt(person: Person, month: Month): JobSeeker | null {
  for (let at = month; at > month - monthsKept; at--) {
    if (!isRegistered(person, at)) continue
    const since = rightStart((each) => isRegistered(person, each), at, at - longest)
    const { unemployment, solidarity } = earningsAt(person, at)
    return { since, until: at === month ? null : at, insurance: unemployment, solidarity }
  }
  return null
}

function isRegistered(person: Person, month: Month): boolean {
  if (!isAlive(person, month)) return false
  const { income } = person
  if (income.kind === 'stated' && situationAt(income.situations, month)?.is_job_seeker) return true
  const { unemployment, solidarity } = earningsAt(person, month)
  return unemployment > 0 || solidarity > 0
}
