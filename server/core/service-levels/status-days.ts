import type { UnitOfWork } from '../ports/unit-of-work.ts'
import { availabilityOf, measureTargets } from './measure-targets.ts'
import { measuredSince, type ServiceLevelDeps, targetsOf } from './report-month.ts'
import type { ServiceTarget } from './service-store.ts'

export interface DayLevel {
  /** Calendar date of the pack. */
  readonly day: string
  /** Percent of minutes, rounded down; null when nothing was measured. */
  readonly availability: number | null
  readonly minutes_down: number
  readonly minutes_maintenance: number
}

export interface TargetDays {
  readonly target: ServiceTarget
  readonly kind: 'platform' | 'provider' | 'api'
  readonly name: string
  /** Oldest first; the last is today. */
  readonly days: readonly DayLevel[]
}

type Measured = ReadonlyMap<ServiceTarget, Omit<DayLevel, 'day'>>

const shownDays = 90
/** Gateways that were cut off ship their records late: a day is settled when the next one is well begun. */
const lateMs = 6 * 3_600_000
const freshMs = 60_000
/** Records of a minute may still be on their way from a gateway. */
const settlingMs = 3 * 60_000

/**
 * How each service did on each of the last 90 days. Days that are over are measured once and kept, today once a minute,
 * however many people ask.
 */
export function createStatusDays(
  deps: ServiceLevelDeps & { readonly unitOfWork: UnitOfWork },
): () => Promise<readonly TargetDays[]> {
  const { calendar, clock, unitOfWork } = deps
  const kept = new Map<string, Measured>()
  let latest: { readonly at: number; readonly answer: Promise<readonly TargetDays[]> } | null = null

  async function measureDay(day: string): Promise<Measured> {
    const known = kept.get(day)
    if (known !== undefined) return known
    const end = Date.parse(calendar.endOf(day))
    const from = Date.parse(calendar.endOf(dayBefore(day)))
    const until = Math.min(end, clock.now() - settlingMs)
    const measured = await unitOfWork.read(async (tx): Promise<Measured> => {
      const since = await measuredSince(tx, deps)
      if (since === null || since >= until) return new Map()
      const [first, last] = [new Date(from - 3_600_000).toISOString(), new Date(until).toISOString()]
      const slots = await deps.service.slots(tx, first, last)
      const windows = await deps.maintenance.list(tx, first, last)
      const minutes = measureTargets(await targetsOf(tx, deps, since), slots, windows, { from, until }, () => 'office')
      return new Map(
        [...minutes].map(([target, { office }]) => [
          target,
          { availability: availabilityOf(office), minutes_down: office.down, minutes_maintenance: office.maintenance },
        ]),
      )
    })
    if (end + lateMs < clock.now()) kept.set(day, measured)
    return measured
  }

  async function measure(): Promise<readonly TargetDays[]> {
    const days = lastDays(calendar.dateAt(clock.now()))
    for (const day of kept.keys()) if (!days.includes(day)) kept.delete(day)
    const byDay: [string, Measured][] = []
    for (const day of days) byDay.push([day, await measureDay(day)])
    const targets = await unitOfWork.read((tx) => targetsOf(tx, deps, 0))
    const nothing = { availability: null, minutes_down: 0, minutes_maintenance: 0 }
    return targets.map(({ target, kind, name }) => ({
      target,
      kind,
      name,
      days: byDay.map(([day, measured]) => ({ day, ...(measured.get(target) ?? nothing) })),
    }))
  }

  return () => {
    if (latest === null || clock.now() - latest.at >= freshMs || clock.now() < latest.at) {
      const answer = measure()
      const mine = { at: clock.now(), answer }
      latest = mine
      answer.catch(() => {
        if (latest === mine) latest = null
      })
    }
    return latest.answer
  }
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

function lastDays(today: string): string[] {
  const days = [today]
  while (days.length < shownDays) days.unshift(dayBefore(days[0] ?? today))
  return days
}
