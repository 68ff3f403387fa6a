import { hashToUnit } from '../generator/hashed-random.ts'
import type { Month, Person } from '../population.ts'
import { earningsAt } from './earnings-at.ts'

/** Share of paid months in which somebody drawn is on sick leave for a while. */
const share = 0.025

/** Days of sick leave that the health fund paid in a month, 0 to 30; nobody without a wage has any. */
export function sickDaysAt(person: Person, month: Month): number {
  if (earningsAt(person, month).wage === 0) return 0
  const leave = person.particulars?.sick_leave
  if (leave) return month >= leave.from && month <= leave.until ? leave.days : 0
  if (person.particulars || hashToUnit(`${person.id}|sick|${month}`) >= share) return 0
  return 4 + Math.floor(hashToUnit(`${person.id}|sick-days|${month}`) * 20)
}
