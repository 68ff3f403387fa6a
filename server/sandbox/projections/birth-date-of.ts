import type { Birth } from '#sandbox-data/population.ts'

/** ISO date of a birth. An unknown month or day is the first one: these registers keep whole dates. */
export function birthDateOf({ year, month, day }: Birth): string {
  const two = (part: number | null) => String(part ?? 1).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}`
}
