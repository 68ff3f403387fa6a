import type { PackCalendar } from '../../calendar/pack-calendar.ts'
import { usageDays } from '../../usage/count-usage.ts'
import type { Outcome, RecordFilter } from './record-search.ts'

/** What a search request says; days are ISO 8601 calendar dates of the pack, both included. */
export interface AskedRecords {
  readonly authorization_id?: string | undefined
  readonly application_id?: string | undefined
  readonly api?: string | undefined
  readonly provider?: string | undefined
  readonly environment?: 'sandbox' | 'production' | undefined
  readonly outcome?: Outcome | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** @throws InvalidInput when the days are out of order or more than 366; the last 30 where none are named. */
export function askedRecords(asked: AskedRecords, calendar: PackCalendar, now: number): RecordFilter {
  const days = usageDays(asked, calendar.dateAt(now))
  const dayBefore = new Date(Date.parse(`${days.from}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  return {
    authorization_id: asked.authorization_id ?? null,
    application_id: asked.application_id ?? null,
    api: asked.api ?? null,
    provider: asked.provider ?? null,
    environment: asked.environment ?? null,
    outcome: asked.outcome ?? null,
    from: calendar.endOf(dayBefore),
    until: calendar.endOf(days.to),
  }
}
