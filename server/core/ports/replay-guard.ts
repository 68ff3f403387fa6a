/**
 * Remembers one-time identifiers (`jti` of assertions and proofs).
 * The first claim fixes the deadline: a replay never extends it.
 */
export interface ReplayGuard {
  /** 'process' when replicas do not share it: a second replica must then be refused at boot. */
  readonly scope: 'process' | 'cluster'
  /** Milliseconds since the epoch when this guard began empty: what was issued before it is refused. */
  readonly emptySince: number
  /**
   * Atomically records `id`; true the first time within `ttlMs`, false afterwards.
   * Of any number of concurrent claims exactly one is true.
   * @throws Unavailable when the store cannot answer; the caller refuses (never fails open).
   */
  claim(id: string, ttlMs: number): Promise<boolean>
}
