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

export interface ExchangeFilter {
  readonly applicationId: string
  readonly environment: Environment | null
  readonly period: UsagePeriod
  readonly statusClass: '2xx' | '4xx' | '5xx' | null
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

/** Reads what gateways shipped. */
export interface UsageStore {
  count(
    tx: Transaction,
    scope: UsageScope,
    environment: Environment | null,
    period: UsagePeriod,
  ): Promise<readonly UsageRow[]>
  /** Newest first. */
  listExchanges(tx: Transaction, filter: ExchangeFilter, page: PageRequest): Promise<Page<Exchange>>
  /** Living grants of the application, for the limits they give. */
  listLimited(tx: Transaction, applicationId: string): Promise<readonly LimitedGrant[]>
  /** Quotas of the application whose period has not ended at `now`. */
  listLeased(tx: Transaction, applicationId: string, now: string): Promise<readonly LeasedQuota[]>
}
