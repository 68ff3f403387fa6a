import type { ExchangeRecord } from './exchange-record.ts'

/** An exchange record before it has a place in a chain. */
export type ExchangeDraft = Omit<ExchangeRecord, 'format_version' | 'gateway' | 'chain' | 'seq' | 'previous'>

/** Where a record is: enough to prove later that it existed. `hash` is the hex SHA-256 of its line. */
export interface RecordReceipt {
  readonly gateway: string
  readonly chain: string
  readonly seq: number
  readonly hash: string
}

/** Where the gateway writes its exchange records. */
export interface RecordSink {
  /**
   * The record's place: once it is durable (written and synced), or at once from a sink that nobody waits for.
   * Rejects with Unavailable (`record-failed`) when it is not; a production answer is then withheld. Never throws.
   */
  append(draft: ExchangeDraft): RecordReceipt | Promise<RecordReceipt>
}
