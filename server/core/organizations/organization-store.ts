import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Organization, OrganizationKind, VerificationMethod } from './organization.ts'

/** Legal bodies with their identifiers. */
export interface OrganizationStore {
  /** False when an identifier or the slug is registered already; nothing is written then. */
  insert(tx: Transaction, organization: Organization): Promise<boolean>
  /** Replaces everything but identifiers, kind and creation; `version` must be the stored one plus one, else false. */
  update(tx: Transaction, organization: Organization, verifiedBy: string | null): Promise<boolean>
  load(tx: Transaction, id: string): Promise<Organization | null>
  /** The same, locked until the transaction ends. */
  lock(tx: Transaction, id: string): Promise<Organization | null>
  /** In the order of `ids`; absent ones are left out. */
  loadMany(tx: Transaction, ids: readonly string[]): Promise<readonly Organization[]>
  findByIdentifier(tx: Transaction, scheme: string, value: string): Promise<Organization | null>
  findBySlug(tx: Transaction, slug: string): Promise<Organization | null>
  /** The organization that runs the platform: the oldest of kind operator. */
  findOperator(tx: Transaction): Promise<Organization | null>
  /** By identifier. `member` limits to the organizations an account is an active member of. */
  list(
    tx: Transaction,
    filter: {
      readonly member: string | null
      readonly kind: OrganizationKind | null
      readonly verification: VerificationMethod | null
      /** Looked for in names and identifiers, without case. */
      readonly words: string | null
    },
    page: PageRequest,
  ): Promise<Page<Organization>>
}
