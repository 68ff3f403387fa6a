/** A consumer's software. It has one client id per environment, made by us and never chosen. */
export interface Application {
  readonly id: string
  readonly organization_id: string
  readonly name: string
  readonly description: string
  readonly client_ids: { readonly sandbox: string; readonly production: string }
  readonly state: 'active' | 'suspended' | 'archived'
  readonly suspended_reason: string | null
  /** Organization that suspended it: only this one or the operator lifts it. */
  readonly suspended_by: string | null
  /** Its tokens must be bound to a DPoP key or a client certificate. */
  readonly requires_bound_tokens: boolean
  readonly version: number
  readonly created_at: string
}
