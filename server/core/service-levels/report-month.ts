import type { PackCalendar } from '../calendar/pack-calendar.ts'
import type { ApiStore } from '../catalog/api-store.ts'
import { InvalidInput } from '../errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { countWithin, percentileOf } from './latency-buckets.ts'
import type { MaintenanceStore, MaintenanceWindow } from './maintenance-window.ts'
import { availabilityOf, type MeasuredTarget, measureTargets } from './measure-targets.ts'
import type { AnswerCount, ServiceStore, ServiceTarget } from './service-store.ts'
import { type TimeClass, type TimeClassOf, timeClasses } from './time-class.ts'

export interface ServiceLevelDeps {
  readonly service: ServiceStore
  readonly maintenance: MaintenanceStore
  readonly apis: Pick<ApiStore, 'listAll'>
  readonly calendar: PackCalendar
  readonly timeClassOf: TimeClassOf
  readonly clock: Clock
}

export interface ClassLevel {
  readonly time_class: TimeClass
  /** Percent of minutes; null where nothing is promised. */
  readonly target: number | null
  /** Percent of minutes, two decimals, rounded down; null when nothing was measured. */
  readonly availability: number | null
  readonly minutes_up: number
  readonly minutes_down: number
  readonly minutes_maintenance: number
  readonly answers: number
  /** Percent of answers; null without answers. */
  readonly within_1s: number | null
  readonly within_2s: number | null
  /** Upper bound in milliseconds of the bucket. */
  readonly p50_ms: number | null
  readonly p95_ms: number | null
}

export interface TargetLevel {
  readonly target: ServiceTarget
  readonly kind: 'platform' | 'provider' | 'api'
  readonly name: string
  readonly classes: readonly ClassLevel[]
}

export interface ServiceLevelReport {
  readonly month: string
  /** First and last instant that count; null when nothing was measured in this month. */
  readonly measured_from: string | null
  readonly measured_until: string | null
  readonly targets: readonly TargetLevel[]
  readonly maintenance: readonly MaintenanceWindow[]
}

/** Records of a minute may still be on their way from a gateway: the last minutes are left out. */
const settlingMs = 3 * 60_000
const platformTarget = { office: 99, other: 95 } as const

interface Named extends MeasuredTarget {
  readonly kind: TargetLevel['kind']
  readonly name: string
  readonly promised: Readonly<Record<TimeClass, number | null>>
  isAnswerOf(count: AnswerCount): boolean
}

/** The span of a month in epoch milliseconds. @throws InvalidInput for a month that has not begun. */
function spanOf(deps: ServiceLevelDeps, month: string): { from: number; until: number } {
  const first = new Date(`${month}-01T12:00:00Z`)
  const dayBefore = new Date(first.getTime() - 86_400_000).toISOString().slice(0, 10)
  const next = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).toISOString().slice(0, 10)
  const from = Date.parse(deps.calendar.endOf(dayBefore))
  if (from > deps.clock.now()) {
    const message = 'This month has not begun.'
    throw new InvalidInput({ problem: 'invalid-request', errors: [{ field: 'month', rule: 'order', message }] })
  }
  return { from, until: Math.min(Date.parse(deps.calendar.endOf(next)), deps.clock.now() - settlingMs) }
}

/** Everything that is measured, from `since` (epoch milliseconds) on. */
export async function targetsOf(tx: Transaction, deps: ServiceLevelDeps, since: number): Promise<Named[]> {
  const apis = await deps.apis.listAll(tx, ['published', 'deprecated'])
  const providers = new Map(apis.map((api) => [api.provider_organization_id, api.provider_name]))
  const strictest = (id: string, of: 'office_hours' | 'other_hours') =>
    Math.max(
      ...apis.filter((api) => api.provider_organization_id === id).map((api) => api.descriptor.service_level[of]),
    )
  const isOf = (id: string, count: AnswerCount) =>
    apis.some(
      (api) => api.provider_organization_id === id && api.api === count.api && api.version === count.api_version,
    )
  return [
    {
      target: 'platform',
      kind: 'platform',
      name: 'Octroi',
      provider: null,
      since,
      promised: platformTarget,
      isAnswerOf: () => true,
    },
    ...[...providers].map(
      ([id, name]): Named => ({
        target: `provider:${id}`,
        kind: 'provider',
        name,
        provider: null,
        since,
        promised: { office: strictest(id, 'office_hours'), other: strictest(id, 'other_hours') },
        isAnswerOf: (count) => isOf(id, count),
      }),
    ),
    ...apis.map(
      ({ api, version, provider_organization_id, descriptor, created_at }): Named => ({
        target: `api:${api}/${version}`,
        kind: 'api',
        name: `${api} ${version}`,
        provider: `provider:${provider_organization_id}`,
        since: Math.max(since, Date.parse(created_at)),
        promised: { office: descriptor.service_level.office_hours, other: descriptor.service_level.other_hours },
        isAnswerOf: (count) => count.api === api && count.api_version === version,
      }),
    ),
  ]
}

/** When measuring began: a platform that was not there yet was not down. */
export async function measuredSince(tx: Transaction, deps: Pick<ServiceLevelDeps, 'service'>): Promise<number | null> {
  const first = await deps.service.firstSlot(tx, 'platform')
  if (first === null) return null
  const bits = first.up | first.down | first.answered | first.failed
  return Date.parse(first.slot) + Math.log2(bits & -bits) * 60_000
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part / whole) * 10_000) / 100
}

/**
 * Service levels of a month of the pack's calendar, up to some minutes ago where it is not over.
 * @throws InvalidInput for a month that has not begun.
 */
export async function reportMonth(tx: Transaction, deps: ServiceLevelDeps, month: string): Promise<ServiceLevelReport> {
  const span = spanOf(deps, month)
  const [from, until] = [new Date(span.from).toISOString(), new Date(Math.max(span.from, span.until)).toISOString()]
  const maintenance = await deps.maintenance.list(tx, from, new Date(span.from + 32 * 86_400_000).toISOString())
  const since = await measuredSince(tx, deps)
  const begin = since === null ? null : Math.max(since, span.from)
  if (since === null || begin === null || begin >= span.until)
    return { month, measured_from: null, measured_until: null, targets: [], maintenance }
  const targets = await targetsOf(tx, deps, since)
  const slots = await deps.service.slots(tx, new Date(begin - 3_600_000).toISOString(), until)
  const counts = await deps.service.answers(tx, month)
  const measured = measureTargets(targets, slots, maintenance, { from: begin, until: span.until }, deps.timeClassOf)
  return {
    month,
    measured_from: new Date(begin).toISOString(),
    measured_until: until,
    targets: targets.map(({ target, kind, name, promised, isAnswerOf }) => ({
      target,
      kind,
      name,
      classes: timeClasses.map((time_class): ClassLevel => {
        const minutes = measured.get(target)![time_class]
        const own = counts.filter((count) => count.time_class === time_class && isAnswerOf(count))
        const answers = own.reduce((sum, count) => sum + count.answers, 0)
        return {
          time_class,
          target: promised[time_class],
          availability: availabilityOf(minutes),
          minutes_up: minutes.up,
          minutes_down: minutes.down,
          minutes_maintenance: minutes.maintenance,
          answers,
          within_1s: percent(countWithin(own, 1_000), answers),
          within_2s: percent(countWithin(own, 2_000), answers),
          p50_ms: percentileOf(own, 0.5),
          p95_ms: percentileOf(own, 0.95),
        }
      }),
    })),
    maintenance,
  }
}
