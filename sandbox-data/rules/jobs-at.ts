import { employers } from '../employers.ts'
import { hashToUnit } from '../generator/hashed-random.ts'
import type { Month, Person } from '../population.ts'
import { earningsAt } from './earnings-at.ts'
import { type Job, jobAt, payOf } from './job-at.ts'
import { sickDaysAt } from './sick-days-at.ts'

/** Share of people drawn who work for two employers, and what part of their wage the second pays. */
const secondJob = { share: 0.04, part: 0.3 } as const

/**
 * The jobs of a month, the main one first. Together with what the health fund paid for sick days they make the
 * wage that every other rule counts.
 */
export function jobsAt(person: Person, month: Month): readonly Job[] {
  const main = jobAt(person, month)
  if (!main) return []
  const worked = earningsAt(person, month).wage * (1 - sickDaysAt(person, month) / 30)
  if (worked === 0) return []
  const part = secondPartOf(person)
  const first = { employer: main.employer, ...payOf(worked * (1 - part)) }
  if (part === 0) return [first]
  const rank = Math.floor(hashToUnit(`${person.id}|second-job`) * employers.length)
  const other = employers[employers[rank]?.siret === main.employer.siret ? (rank + 1) % employers.length : rank]
  return other ? [first, { employer: other, ...payOf(worked * part) }] : [first]
}

function secondPartOf({ id, particulars }: Person): number {
  if (particulars) return particulars.second_job_part
  return hashToUnit(`${id}|has-second-job`) < secondJob.share ? secondJob.part : 0
}
