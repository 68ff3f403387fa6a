/** What a person may do in an organization. Meaning: `core/permissions/permissions.ts`. */
export type Role = 'owner' | 'developer' | 'reviewer' | 'auditor' | 'administrator'

/**
 * A person (or a machine account) in an organization. `invited` waits for the person,
 * `requested` waits for an owner: nobody joins without the other side's consent.
 */
export interface Member {
  readonly id: string
  readonly organization_id: string
  readonly account_id: string
  readonly roles: readonly Role[]
  readonly state: 'invited' | 'requested' | 'active'
  readonly version: number
  readonly created_at: string
}
