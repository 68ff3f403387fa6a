import type { Environment } from '../environment.ts'
import type { LocaleMap } from '../locale/locale-map.ts'
import type { Plan } from '../quotas/limit.ts'

/** The purpose for which a call is made. `code` is what the caller states; `label` is for the citizen. */
export interface LegalContext {
  readonly code: string
  readonly label: LocaleMap
}

/**
 * What the gateway sees: application x beneficiary x API version. The recipient of a call picks the
 * grant by one of the beneficiary's identifiers; a sandbox grant has beneficiary null, meaning any.
 */
export interface Grant {
  readonly id: string
  readonly environment: Environment
  readonly application_id: string
  readonly beneficiary_id: string | null
  readonly api: string
  readonly api_version: string
  readonly scopes: readonly string[]
  readonly plan: Plan
  readonly legal_contexts: readonly LegalContext[]
  /** Code used when a call states none; null means the call must state one. */
  readonly default_context: string | null
  readonly valid_from: string
  readonly valid_until: string | null
  /** Null in the sandbox. */
  readonly authorization_id: string | null
  readonly delegation_id: string | null
  readonly state: 'active' | 'suspended' | 'revoked'
  /** Grows with every change; compared again just before forwarding. */
  readonly generation: number
  readonly version: number
  readonly created_at: string
}
