import type { RefusalStage } from '#core/audit/exchange-record.ts'

/** What may be told about an answered call: no value of the request, no identity, bounded labels. */
export interface ExchangeObservation {
  readonly requestId: string
  readonly method: string
  /** `api@version`, or null when no route was found. */
  readonly api: string | null
  readonly operation: string | null
  readonly applicationId: string | null
  readonly status: number
  readonly stage: RefusalStage
  readonly reason: string | null
  readonly durationMs: number
  readonly upstreamMs: number | null
}

/** Logs and metrics, injected: the gateway knows no logger. Must not throw and must not block. */
export interface GatewayObserver {
  exchangeAnswered(observation: ExchangeObservation): void
  /** A refusal whose record was left out because its application is refused more than ten times a second. */
  recordCoalesced(applicationId: string): void
  /** A call that was answered 503 at once, because too many are under way. */
  turnedAway?(): void
  /** An unforeseen failure, answered with 500; the only place where its cause is seen. */
  failed(error: unknown, requestId: string): void
}
