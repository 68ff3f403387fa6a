import type { AccessRequestContent } from '../access-requests/access-request.ts'
import type { Plan } from '../quotas/limit.ts'

/**
 * Suspended and revoked move with the access request. Superseded: a reopened request was approved again
 * and its new authorization replaces this one.
 */
export type AuthorizationState = 'active' | 'suspended' | 'revoked' | 'expired' | 'superseded'

/** The power under which somebody suspended it: only the same side, or the operator, may resume it. */
export type Side = 'provider' | 'operator' | 'beneficiary'

/** What one provider opened. */
export interface OpenedApi {
  readonly api: string
  readonly version: string
  readonly scopes: readonly string[]
  readonly provider_organization_id: string
  readonly conditions: string | null
  readonly plan: Plan
}

/** The immutable result of approval; only its state moves. Public, without contacts. */
export interface Authorization {
  readonly id: string
  /** `H` and a number, for people. */
  readonly reference: string
  readonly access_request_id: string
  readonly beneficiary_id: string
  readonly application_id: string
  readonly content: AccessRequestContent
  readonly content_hash: string
  /** What each decider opened. */
  readonly opened: readonly OpenedApi[]
  readonly decision_table_version: string | null
  readonly state: AuthorizationState
  readonly state_reason: string | null
  /** Who suspended it and as what, while it is suspended. */
  readonly suspended_by: { readonly side: Side; readonly organization_id: string } | null
  readonly valid_from: string
  readonly valid_until: string | null
  readonly supersedes: string | null
  readonly created_at: string
}

/** A beneficiary's explicit, revocable permission for an editor's application to use its authorization. */
export interface Delegation {
  readonly id: string
  readonly authorization_id: string
  readonly beneficiary_id: string
  readonly editor_organization_id: string
  readonly application_id: string
  readonly state: 'offered' | 'active' | 'revoked'
  /** The delegation that ends when this one is accepted. */
  readonly replaces: string | null
  readonly version: number
  readonly created_at: string
}
