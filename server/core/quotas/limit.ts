/** Calendar or fixed window a limit counts over. Day and month follow the country pack's time zone. */
export type LimitPeriod = 'second' | 'minute' | 'day' | 'month'

/**
 * One limit of a plan. `name` is unique in its plan and shown in RateLimit headers.
 * A hard limit that cannot be decided refuses with 503; a soft one lets the call pass.
 */
export interface Limit {
  readonly name: string
  readonly period: LimitPeriod
  readonly limit: number
  readonly hard: boolean
  /** Gateways hold units for an hour of the recent rate, to go on while control is away. Day and month limits only. */
  readonly outage_reserve?: boolean
}

/** Limits of a grant, in units of cost. `concurrency` null means unlimited. */
export interface Plan {
  readonly limits: readonly Limit[]
  readonly concurrency: number | null
}
