import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Member } from './member.ts'
import type { Organization } from './organization.ts'

/** A member with what people read about the account behind it. */
export interface MemberProfile {
  readonly member: Member
  readonly account_kind: 'person' | 'machine'
  readonly name: string
  readonly email: string | null
}

export interface Membership extends MemberProfile {
  readonly organization: Organization
}

/** Who belongs to which organization. At most one membership for each account and organization. */
export interface MemberStore {
  /** False when the account is a member already, or has an invitation or request pending. */
  insert(tx: Transaction, member: Member): Promise<boolean>
  /** Replaces roles and state; `version` must be the stored one plus one, else false. */
  update(tx: Transaction, member: Member): Promise<boolean>
  remove(tx: Transaction, id: string): Promise<void>
  load(tx: Transaction, id: string): Promise<MemberProfile | null>
  /** By identifier; one kind of account, or both. */
  list(
    tx: Transaction,
    organizationId: string,
    kind: 'person' | 'machine' | null,
    page: PageRequest,
  ): Promise<Page<MemberProfile>>
  /** Of one account: active, invited and requested, by identifier. */
  listOfAccount(tx: Transaction, accountId: string, page: PageRequest): Promise<Page<Membership>>
  /** Active owners who are people. Lock the organization first when the answer decides something. */
  countOwners(tx: Transaction, organizationId: string): Promise<number>
}
