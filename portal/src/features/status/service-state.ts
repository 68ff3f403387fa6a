import type { Incident, TargetDays } from '../../api/incidents.ts'
import type { MaintenanceWindow } from '../../api/schemas.ts'

export type ServiceState = 'outage' | 'degraded' | 'maintenance' | 'working' | 'unknown'

/** A service and what it stands on: an API fails with its provider's service and with the platform. */
function concerns(told: string, { target, provider }: { target: string; provider: string | null }): boolean {
  return told === 'platform' || told === target || told === provider
}

/** How a service is now: what people declared goes before what was measured. */
export function serviceState(
  one: Pick<TargetDays, 'target' | 'days'>,
  provider: string | null,
  incidents: readonly Incident[],
  windows: readonly MaintenanceWindow[],
  now: string,
): ServiceState {
  const here = { target: one.target, provider }
  const open = incidents.filter(({ target, closed_at }) => closed_at === null && concerns(target, here))
  if (open.some(({ severity }) => severity === 'outage')) return 'outage'
  if (open.length > 0) return 'degraded'
  const stopped = windows.some(
    ({ target, starts_at, ends_at, cancelled_at }) =>
      cancelled_at === null && starts_at <= now && now < ends_at && concerns(target, here),
  )
  if (stopped) return 'maintenance'
  return one.days.every(({ availability }) => availability === null) ? 'unknown' : 'working'
}

/** The colour of a day, by what is promised outside office hours at least. */
export function toneOfDay(availability: number | null): 'none' | 'good' | 'wait' | 'bad' {
  if (availability === null) return 'none'
  return availability >= 99 ? 'good' : availability >= 95 ? 'wait' : 'bad'
}
