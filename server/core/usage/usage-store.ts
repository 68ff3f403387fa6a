import type { RecordedSubject } from '../audit/exchange-record.ts'
import type { Environment } from '../environment.ts'
import type { Grant } from '../grants/grant.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { QuotaKey } from '../quotas/lease.ts'

/** Whose exchanges are counted. `provider` are those of the APIs an organization provides. */
export type UsageScope =
  | { readonly kind: 'application'; readonly id: string }
  | { readonly kind: 'provider'; readonly id: string }
  | { readonly kind: 'consumer'; readonly id: string }

/** ISO calendar dates in the pack's time zone, both included. */
export interface UsagePeriod {
  readonly from: string
  readonly to: string
  readonly timeZone: string
}

/** Exchanges of one day, API version, application and beneficiary. Calls about reserved test persons are left out. */
export interface UsageRow {
  readonly day: string
  readonly environment: Environment
  readonly api: string
  readonly api_version: string
  readonly application_id: string
  readonly application_name: string
  readonly beneficiary_name: string | null
  /** 2xx, and a 404 the provider answered. */
  readonly answered: number
  /** Other 4xx. */
  readonly refused: number
  /** 5xx. */
  readonly failed: number
  /** Milliseconds of answered exchanges; null when there was none. */
  readonly p50_ms: number | null
  readonly p95_ms: number | null
}

/** Calls of one day over all rows. */
export type UsageDay = Pick<UsageRow, 'day' | 'answered' | 'refused' | 'failed'>

/** One line of the request log of an application. Names and results, never values. */
export interface Exchange {
  readonly request_id: string
  readonly at: string
  readonly environment: Environment
  readonly api: string | null
  readonly operation: string | null
  readonly method: string
  readonly status: number
  readonly refusal_stage: string
  readonly reason: string | null
  readonly duration_ms: number
  readonly beneficiary_id: string | null
  readonly legal_context: string | null
  readonly scopes_effective: readonly string[]
  readonly fields: readonly string[]
}

/** A line with all that its record says of rights. */
export interface ExchangeDetail extends Exchange {
  readonly api_version: string | null
  readonly credential_id: string | null
  /** Null for a call refused before a grant was found. */
  readonly grant_id: string | null
  readonly authorization_id: string | null
  readonly delegation_id: string | null
  readonly scopes_asked: readonly string[]
  readonly upstream_ms: number | null
}

/** A line, and the keyed hashes of the persons it was about. */
export interface FoundExchange {
  readonly exchange: ExchangeDetail
  readonly subjects: readonly RecordedSubject[]
}

export interface ExchangeFilter {
  readonly applicationId: string
  readonly environment: Environment | null
  readonly period: UsagePeriod
  readonly statusClass: '2xx' | '4xx' | '5xx' | null
  readonly api: string | null
  readonly operation: string | null
  /** Exactly as records give it. */
  readonly reason: string | null
  readonly requestId: string | null
}

/** Calls of one day that one data scope was effective for. */
export interface ScopeCount {
  readonly day: string
  readonly api: string
  readonly scope: string
  readonly calls: number
}

/** Calls that were not answered, of one kind. */
export interface ReasonCount {
  readonly api: string | null
  readonly status: number
  readonly reason: string | null
  readonly calls: number
  readonly last_at: string
}

/** What of a day or month quota gateways hold or have spent, in its present period. */
export interface LeasedQuota {
  readonly environment: Environment
  readonly api: string
  readonly beneficiary_id: string
  readonly limit_name: string
  readonly period: QuotaKey['period']
  readonly leased: number
  /** Of those, what gateways last said they hold unspent. */
  readonly held: number
  readonly period_ends_at: string
  readonly alerts: readonly ReachedMark[]
}

/** A mark of a quota that was reached in its present period. */
export interface ReachedMark {
  /** Per cent of the limit: 50, 80, 90 or 100. */
  readonly threshold: 50 | 80 | 90 | 100
  readonly reached_at: string
}

/** What of a grant its quotas follow from. */
export type LimitedGrant = Pick<Grant, 'environment' | 'api' | 'beneficiary_id' | 'plan'>

export interface AskedCounts {
  readonly environment: Environment | null
  readonly period: UsagePeriod
}

/** Reads what gateways shipped. */
export interface UsageStore {
  /** Rows newest day first, at most 2 000; days cover every exchange, oldest first, without those that had none. */
  count(
    tx: Transaction,
    scope: UsageScope,
    environment: Environment | null,
    period: UsagePeriod,
  ): Promise<{ readonly rows: readonly UsageRow[]; readonly days: readonly UsageDay[] }>
  /** Newest first. */
  listExchanges(tx: Transaction, filter: ExchangeFilter, page: PageRequest): Promise<Page<Exchange>>
  /** How a call of the application ended; while it lasts, how it began. */
  findExchange(tx: Transaction, applicationId: string, requestId: string): Promise<FoundExchange | null>
  /** Answered calls by data scope and day, newest day first; at most 2 000. */
  countScopes(tx: Transaction, applicationId: string, asked: AskedCounts): Promise<readonly ScopeCount[]>
  /** Refused and failed calls by kind, most frequent first; at most 200. */
  countReasons(tx: Transaction, applicationId: string, asked: AskedCounts): Promise<readonly ReasonCount[]>
  /** Living grants of the application, for the limits they give. */
  listLimited(tx: Transaction, applicationId: string): Promise<readonly LimitedGrant[]>
  /** Quotas of the application whose period has not ended at `now`. */
  listLeased(tx: Transaction, applicationId: string, now: string): Promise<readonly LeasedQuota[]>
}
