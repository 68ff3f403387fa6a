/**
 * How an actor can stand to a resource. `self`: it is about the actor; `organization`: a member of
 * the organization that owns it; `beneficiary`, `editor`, `provider`, `decider`: a member of the
 * organization in that part; `operator`, `governance`: a member of such an organization, whatever
 * the resource; `anyone`: every signed-in account; `public`: everybody.
 */
export type Relation =
  | 'public'
  | 'anyone'
  | 'self'
  | 'organization'
  | 'beneficiary'
  | 'editor'
  | 'provider'
  | 'decider'
  | 'operator'
  | 'governance'

/** Who stands how to one resource: organization ids, and the account it is about. */
export interface ResourceRelations {
  readonly account?: string | null
  readonly organization?: string | null
  readonly beneficiary?: string | null
  readonly editor?: string | null
  readonly providers?: readonly string[]
  readonly decider?: string | null
}
