import type { Transaction } from '../ports/unit-of-work.ts'
import type { TimeClass } from './time-class.ts'

/** What is measured: `platform`, `provider:<organization>`, `api:<api>/<version>`. */
export type ServiceTarget = string

/** Minutes of one slot are the bits of an integer, the first minute the lowest. */
export const slotMinutes = 30
export const slotMs = slotMinutes * 60_000

/**
 * What was seen of a target in one minute. `up`, `down`: a probe. `answered`, `failed`: a record of a call that was
 * answered, or for which the provider did not answer.
 */
export type Sign = 'up' | 'down' | 'answered' | 'failed'

export interface ServiceMark {
  readonly target: ServiceTarget
  /** Any instant of the minute, in epoch milliseconds. */
  readonly at: number
  readonly sign: Sign
}

/** Signs of one slot: bit n of each is its minute n. */
export interface ServiceSlot extends Readonly<Record<Sign, number>> {
  readonly target: ServiceTarget
  /** ISO 8601 UTC start. */
  readonly slot: string
}

/** Answers of one day (of the pack), class, API version and bucket of duration. */
export interface AnswerCount {
  readonly day: string
  readonly time_class: TimeClass
  readonly api: string
  readonly api_version: string
  /** Upper bound in milliseconds, from `latencyBuckets`. */
  readonly bucket: number
  readonly answers: number
}

/** The last day a data scope served to answer a call under an authorization. */
export interface ScopeUse {
  readonly authorization_id: string
  readonly api: string
  readonly api_version: string
  readonly scope: string
  readonly last_used_on: string
}

/** Counts kept as records arrive, so that no page ever scans the records. */
export interface ServiceStore {
  /** Adds signs; the same one twice changes nothing, from whichever replica. */
  mark(tx: Transaction, marks: readonly ServiceMark[]): Promise<void>
  addAnswers(tx: Transaction, counts: readonly AnswerCount[]): Promise<void>
  /** Keeps the later of the days known and given. */
  touchScopes(tx: Transaction, uses: readonly ScopeUse[]): Promise<void>
  /** Slots that begin in `[from, until)`, ISO 8601 instants. */
  slots(tx: Transaction, from: string, until: string): Promise<readonly ServiceSlot[]>
  /** The first slot there is of a target; null when it was never seen. */
  firstSlot(tx: Transaction, target: ServiceTarget): Promise<ServiceSlot | null>
  /** Counts of the days of one month, `YYYY-MM`. */
  answers(tx: Transaction, month: string): Promise<readonly AnswerCount[]>
  scopeUses(tx: Transaction, authorizationId: string): Promise<readonly ScopeUse[]>
}
