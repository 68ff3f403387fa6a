import type { PackCalendar } from '../calendar/pack-calendar.ts'
import type { Dossier } from './dossier.ts'
import { decisionBusinessDays } from './plan-decisions.ts'

/** A request that comes back is read again as a whole: deciders never have less. */
const leastBusinessDays = 3

/**
 * When decisions about what is submitted now are due. Time does not run while changes are asked for: the days that
 * were left then are what deciders have now. Answers an ISO 8601 UTC instant.
 */
export function dueDate(dossier: Dossier, calendar: PackCalendar, instant: number): string {
  const asked = dossier.decisions.filter((decision) => decision.state === 'changes_requested')
  const left = asked.map(({ decided_at, due_at }) =>
    calendar.businessDaysUntil(decided_at === null ? instant : Date.parse(decided_at), due_at),
  )
  const isResumed = dossier.request.state === 'changes_requested' && left.length > 0
  const days = isResumed ? Math.max(leastBusinessDays, Math.min(decisionBusinessDays, ...left)) : decisionBusinessDays
  return calendar.businessDeadline(instant, days)
}
