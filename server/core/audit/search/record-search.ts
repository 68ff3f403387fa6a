import type { Environment } from '../../environment.ts'
import type { Page, PageRequest } from '../../page.ts'
import type { Transaction } from '../../ports/unit-of-work.ts'
import type { AbuseSignal, ExchangeRecord } from '../exchange-record.ts'

/** `answered`: 2xx, and a 404 the provider gave. `refused`: other 4xx. `failed`: 5xx. */
export const outcomes = ['answered', 'refused', 'failed'] as const
export type Outcome = (typeof outcomes)[number]

/** Which records an auditor asks for; null means any. All conditions hold together. */
export interface RecordFilter {
  readonly authorization_id: string | null
  readonly application_id: string | null
  readonly api: string | null
  /** Slug of the organization that provides the API. */
  readonly provider: string | null
  readonly environment: Environment | null
  readonly outcome: Outcome | null
  /** ISO 8601 UTC instants: `from` included, `until` not. */
  readonly from: string
  readonly until: string
  /** Records in which one of these was searched for or disclosed. */
  readonly pseudonyms?: readonly string[]
  /** Narrows `pseudonyms` to those the call was about. */
  readonly role?: 'searched'
  readonly request_id?: string
  /** Records about which a gateway noticed this. */
  readonly signal?: AbuseSignal
}

/** A record as it was written, with its exact line. */
export interface FoundRecord {
  readonly record: ExchangeRecord
  readonly line: string
}

/** Searches the exchange records that gateways shipped. Reads rows by index, never the whole log. */
export interface RecordSearch {
  /** Newest first. `after` is a place `writePlace` wrote. */
  find(tx: Transaction, filter: RecordFilter, page: PageRequest): Promise<Page<FoundRecord>>
  /** How many there are, counted up to `atMost`. */
  count(tx: Transaction, filter: RecordFilter, atMost: number): Promise<number>
}
