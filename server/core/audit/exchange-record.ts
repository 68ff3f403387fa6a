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
