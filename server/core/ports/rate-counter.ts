/** The state of one second or minute window after a call was counted or refused. */
export interface RateVerdict {
  /** Units granted: `cost`, or 0 when fewer than `cost` were left. Never partial for a call. */
  readonly granted: number
  /** Units left in the window after this call; a lower bound when several gateways share it. */
  readonly remaining: number
  /** Milliseconds until the window ends. */
  readonly resetMs: number
}

/** Counts calls in calendar-aligned windows of whole seconds. Refused calls are not counted. */
export interface RateCounter {
  readonly scope: 'process' | 'cluster'
  /**
   * Takes `cost` units of `limit` in the current window of `windowSeconds`.
   * Atomic: over any concurrency the granted units of one window never exceed `limit`.
   * A soft limit (`hard` false) that a shared store cannot decide goes on with this process's share of it.
   * @throws Unavailable when a shared store cannot decide a hard limit in time.
   */
  take(
    key: string,
    limit: number,
    windowSeconds: number,
    cost: number,
    hard?: boolean,
  ): Promise<RateVerdict> | RateVerdict
}
