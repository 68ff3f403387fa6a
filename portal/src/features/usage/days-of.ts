import type { Usage } from '../../api/schemas.ts'

export interface DayCount {
  readonly day: string
  readonly answered: number
  readonly refused: number
  readonly failed: number
}

/** Calls a day, every day of the period included, at most the last 62. */
export function daysOf(usage: Usage): DayCount[] {
  const counts = new Map<string, DayCount>(usage.days.map((one) => [one.day, one]))
  const days: DayCount[] = []
  const last = Date.parse(usage.to)
  for (let at = Date.parse(usage.from); at <= last; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    days.push(counts.get(day) ?? { day, answered: 0, refused: 0, failed: 0 })
  }
  return days.slice(-62)
}
