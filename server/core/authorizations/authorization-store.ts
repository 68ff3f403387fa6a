import type { OrganizationIdentifier } from '../organizations/organization.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Authorization, AuthorizationState } from './authorization.ts'

/** An authorization with the names people read. */
export interface AuthorizationFile {
  readonly authorization: Authorization
  /** Organization of the application: it may be an editor that asked for its beneficiary. */
  readonly organization_id: string
  readonly beneficiary_name: string
  readonly beneficiary_identifiers: readonly OrganizationIdentifier[]
  readonly beneficiary_is_demo: boolean
  readonly application_name: string
  /** Names of the providers that opened something, by organization id. */
  readonly provider_names: ReadonlyMap<string, string>
}

/** Which authorizations are listed. */
export interface AuthorizationFilter {
  /** Beneficiary, requester, provider or delegated editor is one of these; null means any. */
  readonly organizations: readonly string[] | null
  readonly state: AuthorizationState | null
  /** Words to find in beneficiary, application, title and purpose; null means any. */
  readonly words: string | null
}

export interface AuthorizationStore {
  /** A reference never given before: `H` and a number. */
  nextReference(tx: Transaction): Promise<string>
  insert(tx: Transaction, authorization: Authorization): Promise<void>
  load(tx: Transaction, id: string, lock?: 'lock'): Promise<AuthorizationFile | null>
  /** Newest first. */
  list(tx: Transaction, filter: AuthorizationFilter, page: PageRequest): Promise<Page<AuthorizationFile>>
  /** The only members that ever change. */
  move(tx: Transaction, id: string, to: Pick<Authorization, 'state' | 'state_reason' | 'suspended_by'>): Promise<void>
  /** Identifiers of active and suspended ones whose end has come at `now`, at most `size`. */
  listEnded(tx: Transaction, now: string, size: number): Promise<readonly string[]>
}
