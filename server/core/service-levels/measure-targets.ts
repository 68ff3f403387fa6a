import type { MaintenanceWindow } from './maintenance-window.ts'
import { type ServiceSlot, type ServiceTarget, slotMinutes, slotMs } from './service-store.ts'
import type { TimeClass, TimeClassOf } from './time-class.ts'

/** Minutes of one class. Availability is `up` of `up + down`: announced maintenance is in neither. */
export interface ClassMinutes {
  readonly up: number
  readonly down: number
  readonly maintenance: number
}

export type MeasuredClasses = Readonly<Record<TimeClass, ClassMinutes>>

/** A target, what else it depends on, and since when it is there (epoch milliseconds). */
export interface MeasuredTarget {
  readonly target: ServiceTarget
  /** The provider behind an API; null for others. */
  readonly provider: ServiceTarget | null
  readonly since: number
}

const minuteMs = 60_000
const quarterMinutes = 15
const allBits = 2 ** slotMinutes - 1

function bitsBetween(slotStart: number, from: number, until: number): number {
  const first = Math.min(slotMinutes, Math.max(0, Math.ceil((from - slotStart) / minuteMs)))
  const last = Math.min(slotMinutes, Math.max(0, Math.ceil((until - slotStart) / minuteMs)))
  return last <= first ? 0 : 2 ** last - 2 ** first
}

function countBits(bits: number): number {
  let left = bits
  let count = 0
  for (; left !== 0; left &= left - 1) count += 1
  return count
}

/**
 * Minutes up, down and in maintenance of each target in `[from, until)`.
 * The platform is up in a minute in which a probe from outside passed and none failed, or, where no probe spoke
 * (control was away), in which a record proves an answer. A minute without any sign is down.
 * A provider is down in a minute in which its probe failed and none passed. An API is down when the platform is, when
 * calls failed at its provider and none was answered, or when its provider is down and no call was answered.
 */
export function measureTargets(
  targets: readonly MeasuredTarget[],
  slots: readonly ServiceSlot[],
  windows: readonly MaintenanceWindow[],
  span: { readonly from: number; readonly until: number },
  classOf: TimeClassOf,
): ReadonlyMap<ServiceTarget, MeasuredClasses> {
  const signs = new Map(slots.map((slot) => [`${slot.target} ${Date.parse(slot.slot)}`, slot]))
  const excused = windows.filter((one) => one.cancelled_at === null && one.declared_at < one.starts_at)
  const totals = new Map(targets.map(({ target }) => [target, { office: zero(), other: zero() }]))

  function upBits(one: MeasuredTarget, at: number): number {
    const platform = signs.get(`platform ${at}`)
    const probed = platform === undefined ? 0 : platform.up | platform.down
    const platformUp =
      platform === undefined ? 0 : (platform.up & ~platform.down) | (platform.answered & ~probed & allBits)
    if (one.target === 'platform') return platformUp
    const own = signs.get(`${one.target} ${at}`)
    const provider = one.provider === null ? undefined : signs.get(`${one.provider} ${at}`)
    const answered = own?.answered ?? 0
    const ownDown = ((own?.failed ?? 0) | (own === undefined ? 0 : own.down & ~own.up)) & ~answered
    const providerDown = provider === undefined ? 0 : provider.down & ~provider.up & ~answered
    return platformUp & ~ownDown & ~providerDown
  }

  function excusedBits(one: MeasuredTarget, at: number): number {
    return excused.reduce((bits, { target, starts_at, ends_at }) => {
      const concerns = target === 'platform' || target === one.target || target === one.provider
      return concerns ? bits | bitsBetween(at, Date.parse(starts_at), Date.parse(ends_at)) : bits
    }, 0)
  }

  for (let at = Math.floor(span.from / slotMs) * slotMs; at < span.until; at += slotMs) {
    for (const one of targets) {
      const counted = bitsBetween(at, Math.max(span.from, one.since), span.until)
      if (counted === 0) continue
      const total = totals.get(one.target)!
      const off = excusedBits(one, at) & counted
      const up = upBits(one, at) & counted & ~off
      for (let quarter = 0; quarter < slotMinutes; quarter += quarterMinutes) {
        const bits = (2 ** quarterMinutes - 1) * 2 ** quarter
        const minutes = total[classOf(at + quarter * minuteMs)]
        minutes.up += countBits(up & bits)
        minutes.maintenance += countBits(off & bits)
        minutes.down += countBits(counted & ~off & ~up & bits)
      }
    }
  }
  return totals
}

function zero(): { -readonly [Key in keyof ClassMinutes]: number } {
  return { up: 0, down: 0, maintenance: 0 }
}

/** Percent with two decimals, rounded down: a promise is not met by rounding. Null when nothing was measured. */
export function availabilityOf({ up, down }: ClassMinutes): number | null {
  return up + down === 0 ? null : Math.floor((up / (up + down)) * 10_000) / 100
}
