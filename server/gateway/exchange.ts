import type { Readable } from 'node:stream'
import type { AbuseSignal, RefusalStage } from '#core/audit/exchange-record.ts'
import type { RecordReceipt } from '#core/audit/record-sink.ts'
import type { PivotIdentity } from '#core/persons/pivot-identity.ts'
import type { SnapshotStates } from '#core/snapshot/snapshot.ts'
import type { HeaderFacts } from './acceptance/header-facts.ts'
import type { CallRequest, CallResponse } from './call-message.ts'
import type { LimitState } from './limits/limit-state.ts'
import type { Refusal } from './refusal.ts'
import type { CompiledOperation } from './routing/compiled-operation.ts'
import type { GrantEntry, Rules } from './routing/rules.ts'

/** Who calls, proven. */
export interface Caller {
  readonly clientId: string
  readonly credentialId: string
  readonly application: SnapshotStates['application']
  /** Scopes the token names, narrowing the grants; null when it narrows nothing. */
  readonly tokenScopes: ReadonlySet<string> | null
  /** The one grant a static bearer opens. */
  readonly boundGrantId: string | null
  /** Whoever sends the sandbox's public token: may read, a little. */
  readonly isPublic: boolean
  /** Of a call with a person's own token: who they are. */
  readonly person?: PivotIdentity
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | Readable | null
  /** Cookies of the pages where a person logs in; an API sets none. */
  readonly cookies?: readonly string[]
  /** Names of the fields that leave, for the record. */
  readonly fields: readonly string[]
}

/** An upstream's answer as it came: nothing decoded, nothing believed. */
export interface UpstreamAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Unread only when the whole answer is relayed as a stream. */
  body: Buffer | Readable
}

/** One call on its way through the phases. Each phase writes its own part, later ones read it. */
export interface Exchange {
  readonly request: CallRequest
  readonly response: CallResponse
  readonly facts: HeaderFacts
  /** Ours, always new; also sent upstream and answered as X-Request-Id. */
  readonly id: string
  readonly startedAt: number
  readonly startedMonotonic: number
  /** The caller's own reference, echoed when well formed. */
  correlationId: string | null
  remoteAddress: string
  path: string
  /** Raw query without `?`. */
  query: string
  rules: Rules
  operation: CompiledOperation | null
  pathValues: Readonly<Record<string, string>>
  caller: Caller | null
  /** Validated parameters by name; for an operation with a body, its members. */
  values: Readonly<Record<string, unknown>>
  /** Canonical query for the upstream, without `?`. */
  upstreamQuery: string
  /** Canonical JSON body for the upstream. */
  upstreamBody: string | null
  /** Grants of the caller on the API, once they were looked up. */
  grants: readonly GrantEntry[] | null
  grant: GrantEntry | null
  legalContext: string | null
  recipient: string | null
  effectiveScopes: readonly string[]
  isTestPerson: boolean
  /** What was noticed about the call, for its record. */
  signals: readonly AbuseSignal[]
  limits: LimitState[]
  leaseId: string | null
  upstream: UpstreamAnswer | null
  upstreamMs: number | null
  answer: Answer | null
  refused: { readonly refusal: Refusal; readonly stage: RefusalStage } | null
  /** The durable `opened` record of an unsafe call or a long answer; a `closed` one follows. */
  openedAs: RecordReceipt | null
  /** `gateway.chain.seq.hash` of the durable record. */
  receipt: string | null
  /** Undone when the exchange ends, whatever its end. */
  readonly releases: (() => void)[]
}
