import type { VerificationMethod } from '../organizations/organization.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Delegation } from './authorization.ts'
import type { EditorApplication } from './editor-application.ts'

export interface DelegationWithNames extends Delegation {
  readonly beneficiary_name: string
  readonly beneficiary_verification: VerificationMethod
  readonly editor_name: string
  readonly editor_verification: VerificationMethod
  readonly application_name: string
}

export interface DelegationStore {
  insert(tx: Transaction, delegation: Delegation): Promise<void>
  load(tx: Transaction, id: string, lock?: 'lock'): Promise<DelegationWithNames | null>
  /** Writes state and authorization, and counts the version up. */
  save(tx: Transaction, delegation: Delegation): Promise<void>
  /** Offered and active ones of an authorization. */
  listLiving(tx: Transaction, authorizationId: string): Promise<readonly Delegation[]>
  /** Newest first. `editors` leaves those of other editors out; null leaves none out. */
  listOfAuthorization(
    tx: Transaction,
    authorizationId: string,
    editors: readonly string[] | null,
    page: PageRequest,
  ): Promise<Page<DelegationWithNames>>
  /** Given or received by the organization, newest first. */
  listOfOrganization(tx: Transaction, organizationId: string, page: PageRequest): Promise<Page<DelegationWithNames>>
  /** Active applications of active editors whose name, or whose editor's name, has these words; null means any. */
  listEditorApplications(tx: Transaction, words: string | null, page: PageRequest): Promise<Page<EditorApplication>>
}
