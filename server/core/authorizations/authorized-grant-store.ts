import type { Grant } from '../grants/grant.ts'
import type { Transaction } from '../ports/unit-of-work.ts'

/** A production grant with what the snapshot needs beside it. */
export interface AuthorizedGrant extends Grant {
  readonly state_reason: string | null
  /** The organization that suspended this grant by itself; null also where its authorization is suspended. */
  readonly suspended_by: string | null
  /** Production client id of its application. */
  readonly client_id: string
}

/** The grants that authorizations open, own and delegated. */
export interface AuthorizedGrantStore {
  /** Active and suspended ones, locked until the transaction ends. */
  lockOfAuthorization(tx: Transaction, authorizationId: string): Promise<readonly AuthorizedGrant[]>
  /** All but revoked ones. */
  listOfAuthorizations(tx: Transaction, authorizationIds: readonly string[]): Promise<readonly AuthorizedGrant[]>
  /** Authorizations asked for under a use case with a living grant that has one of the scopes. */
  authorizationsWith(tx: Transaction, useCase: string, scopes: readonly string[]): Promise<readonly string[]>
  /** Inserts, or replaces everything but the identifier and the creation time. */
  put(tx: Transaction, grants: readonly AuthorizedGrant[]): Promise<void>
}
