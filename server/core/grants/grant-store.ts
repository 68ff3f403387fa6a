import type { Environment } from '../environment.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Grant } from './grant.ts'

/** `by` is the organization that suspended it: only this one or the operator lifts it. */
export interface GrantSuspension {
  readonly reason: string
  readonly by: string
}

export interface GrantStore {
  insert(tx: Transaction, grants: readonly Grant[]): Promise<void>
  /**
   * Replaces scopes, state with who suspended it and why, generation and version; `version` must be the
   * stored one plus one, else false.
   */
  update(tx: Transaction, grant: Grant, suspension: GrantSuspension | null): Promise<boolean>
  /** Who suspended a grant and why; null when it is not suspended by itself. */
  suspensionOf(tx: Transaction, id: string): Promise<GrantSuspension | null>
  /** Whether the authorization behind a grant is suspended; false without one. */
  isSuspendedWithAuthorization(tx: Transaction, id: string): Promise<boolean>
  load(tx: Transaction, id: string): Promise<Grant | null>
  /** Of one environment or (null) both, revoked ones included, by identifier. */
  list(tx: Transaction, applicationId: string, environment: Environment | null, page: PageRequest): Promise<Page<Grant>>
  /** Active and suspended ones of an application, in both environments. */
  listLive(tx: Transaction, applicationId: string): Promise<readonly Grant[]>
  /** Whether an active, unexpired production grant of an active authorization exists, own or delegated. */
  hasRunningAuthorization(tx: Transaction, applicationId: string, now: string): Promise<boolean>
  /** Applications, not archived, that have no sandbox grant on this API version. */
  listApplicationsWithout(
    tx: Transaction,
    api: string,
    version: string,
  ): Promise<readonly { readonly application_id: string; readonly client_id: string }[]>
  /** Organizations that a production grant concerns beside its application's own. */
  partiesOf(tx: Transaction, grant: Grant): Promise<{ readonly provider: string; readonly organization: string }>
}
