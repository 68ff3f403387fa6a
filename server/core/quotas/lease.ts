import type { Environment } from '../environment.ts'
import type { LimitPeriod } from './limit.ts'

/**
 * Whose allowance a day or month quota is. Never a credential, grant or API version:
 * rotating or reopening starts no new allowance. `beneficiary` '*' is the sandbox's "any".
 */
export interface QuotaKey {
  readonly environment: Environment
  readonly application_id: string
  readonly beneficiary_id: string
  readonly api: string
  readonly limit_name: string
  readonly period: Extract<LimitPeriod, 'day' | 'month'>
}

/** A gateway asks for up to `asked` units; control answers how many it got. */
export interface LeaseRequest {
  readonly format_version: 1
  /** Random; the same request sent again gets the same answer and takes nothing more. */
  readonly request_id: string
  readonly node_id: string
  readonly key: QuotaKey
  readonly limit: number
  readonly asked: number
  /** Of `asked`, what no call waits for. Absent from a gateway of the release before recalls. */
  readonly reserve?: number | undefined
  /** Units of this quota the gateway holds unspent beyond what waits, and those on their way back, before this request. */
  readonly held?: number | undefined
}

/** The units are the gateway's until the period ends; committed before this is answered. */
export interface LeaseAnswer {
  readonly format_version: 1
  readonly lease_id: string
  readonly granted: number
  /** Units of the limit nobody has leased after this answer. */
  readonly left: number
  /** Identifies the calendar period; comes from control alone. A lease dies with its period. */
  readonly period_id: string
  /** ISO 8601 UTC instant at which the period ends. */
  readonly period_ends_at: string
  /** Milliseconds from the answer to the end of the period by control's clock: a gateway's own clock is not trusted for it. */
  readonly period_ends_in_ms: number
  /** Gateways with a live heartbeat in this environment, for the size of reserves. */
  readonly live_gateways: number
  /** True while other gateways give back what they hold of this quota: asking again shortly may bring more. */
  readonly recalling?: boolean | undefined
}

/** Over *watch*: somebody asked and too little was left, so everyone gives back what no call waits for. */
export interface LeaseRecall {
  readonly type: 'recall'
  readonly format_version: 1
  readonly key: QuotaKey
  readonly period_id: string
}

/** Unspent units given back (idle, drain, recall). Re-sends are no-ops by `return_id`. */
export interface LeaseReturn {
  readonly format_version: 1
  readonly return_id: string
  readonly node_id: string
  readonly lease_id: string
  readonly units: number
}
