import type { Environment } from '../environment.ts'

/** The phase that refused a call, or `none` when it was answered by the upstream. */
export type RefusalStage =
  | 'none'
  | 'accept'
  | 'route'
  | 'authenticate'
  | 'authorize'
  | 'burst'
  | 'validate'
  | 'bind'
  | 'quota'
  | 'forward'
  | 'project'
  | 'record'

/** A person of an exchange, never by name: a keyed hash whose key is destroyed with its month. */
export interface RecordedSubject {
  /** HMAC-SHA-256 of scheme and reference, 128 bits, base64url. */
  readonly pseudonym: string
  /** Kind of the reference the provider resolved (`nir`...), or `presented`: the identifiers of the call itself. */
  readonly scheme: string
  /** UTC month of the key. */
  readonly key_epoch: string
  /** `searched`: the call was about this person. `disclosed`: the answer also spoke of them. */
  readonly role: 'searched' | 'disclosed'
}

/** Names of what a gateway noticed about a call; never about the person. */
export type AbuseSignal = 'sequential_identities' | 'protected_person'

/**
 * One line of the audit log: who, what, why, when, result. Never the data, never an identity.
 * A line is this object as JSON with keys in this order, in the gateway's chain file.
 */
export interface ExchangeRecord {
  readonly format_version: 1
  /** Node id of the gateway. */
  readonly gateway: string
  /** One process life of a gateway. */
  readonly chain: string
  /** 1, 2, 3... without gap within a chain. */
  readonly seq: number
  /** Hex SHA-256 of the previous line's exact bytes; for seq 1, the head of the previous chain or 64 zeros. */
  readonly previous: string
  readonly at: string
  readonly environment: Environment
  readonly request_id: string
  readonly application_id: string | null
  readonly organization_id: string | null
  readonly credential_id: string | null
  readonly beneficiary_id: string | null
  readonly delegation_id: string | null
  readonly authorization_id: string | null
  readonly grant_id: string | null
  readonly api: string | null
  readonly api_version: string | null
  readonly operation: string | null
  readonly method: string
  readonly legal_context: string | null
  readonly scopes_asked: readonly string[]
  readonly scopes_effective: readonly string[]
  /** Names (paths) of the response fields returned, after projection. */
  readonly fields: readonly string[]
  readonly status: number
  readonly refusal_stage: RefusalStage
  /** Problem slug or machine-readable reason of a refusal, else null. */
  readonly reason: string | null
  readonly duration_ms: number
  readonly upstream_ms: number | null
  readonly lease_id: string | null
  /** True for the reserved test persons of production: left out of statistics. */
  readonly is_test_person: boolean
  /**
   * Absent where the record is the whole exchange. An `opened` one was durable before an unsafe call was forwarded, or
   * before the first byte of a long answer; its status is 100. The `closed` one says how it ended.
   */
  readonly part?: 'opened' | 'closed' | undefined
  /** Of a closed record: `chain.seq` of the opened one, which names the lease. */
  readonly opened?: string | undefined
  /** Of a closed record: whether the whole answer left. */
  readonly complete?: boolean | undefined
  readonly subjects?: readonly RecordedSubject[] | undefined
  /** Keyed hashes of who asked inside the beneficiary, and for which file of theirs; of one month's key. */
  readonly agent_hash?: string | undefined
  readonly case_hash?: string | undefined
  /** Keyed hash of what was asked besides the person: tells repeated questions from different ones. */
  readonly question_hash?: string | undefined
  readonly signals?: readonly AbuseSignal[] | undefined
  /** Trace id of the caller (W3C Trace Context); without one the request id's digits are the trace. */
  readonly trace_id?: string | undefined
}

/** Lines of one chain, contiguous from `first_seq`, exactly as written to the file. */
export interface ShipBatch {
  readonly format_version: 1
  readonly gateway: string
  readonly chain: string
  readonly first_seq: number
  readonly lines: readonly string[]
}

/** What control holds of that chain after the batch; the gateway may ship from `next_seq`. */
export interface ShipAnswer {
  readonly format_version: 1
  readonly next_seq: number
  /**
   * In the answer to a batch without lines: the last record under a witnessed checkpoint, 0 for none. Its gateway may
   * then remove a file that ends there. Absent from a control that keeps no audit log.
   */
  readonly covered_seq?: number
}
