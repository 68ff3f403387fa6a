import type { Environment } from '../environment.ts'
import { InvalidInput } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { UsageDay, UsageRow, UsageScope, UsageStore } from './usage-store.ts'

/** Longest span one answer covers: rows stay countable, and one query stays short. */
const longestDays = 366

const defaultDays = 30

/** Older dates mean nothing here, and the first years of the calendar are none to the store. */
const firstDay = '2000-01-01'

export interface UsageAnswer {
  readonly from: string
  readonly to: string
  readonly rows: readonly UsageRow[]
  readonly days: readonly UsageDay[]
  readonly totals: { readonly answered: number; readonly refused: number; readonly failed: number }
}

/** Dates asked for, both optional, as ISO 8601 calendar dates. */
export interface AskedDays {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/**
 * The days meant: up to today, and the last 30 where no first day is given.
 * @throws InvalidInput when they are out of order or more than 366.
 */
export function usageDays(asked: AskedDays, today: string): { readonly from: string; readonly to: string } {
  const to = asked.to ?? today
  const from = asked.from ?? addDays(to, -(defaultDays - 1))
  if (from < firstDay) throw invalid('from', 'span', `Exchanges begin after ${firstDay}.`)
  if (from > to) throw invalid('from', 'order', 'The first day does not follow the last.')
  if (addDays(from, longestDays - 1) < to) throw invalid('from', 'span', `Ask for at most ${longestDays} days.`)
  return { from, to }
}

export async function countUsage(
  tx: Transaction,
  deps: { readonly usage: UsageStore },
  scope: UsageScope,
  environment: Environment | null,
  days: { readonly from: string; readonly to: string },
  timeZone: string,
): Promise<UsageAnswer> {
  const counted = await deps.usage.count(tx, scope, environment, { ...days, timeZone })
  const totals = { answered: 0, refused: 0, failed: 0 }
  for (const day of counted.days) {
    totals.answered += day.answered
    totals.refused += day.refused
    totals.failed += day.failed
  }
  return { ...days, ...counted, totals }
}

function addDays(date: string, days: number): string {
  const [year, month, day] = date.split('-').map(Number)
  return new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, (day ?? 1) + days)).toISOString().slice(0, 10)
}

function invalid(field: string, rule: string, message: string): InvalidInput {
  return new InvalidInput({ problem: 'invalid-request', errors: [{ field, rule, message }] })
}
