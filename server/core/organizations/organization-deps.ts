import type { AccountStore } from '../accounts/account-store.ts'
import type { ChangeDeps } from '../change-deps.ts'
import type { CountryPack } from '../ports/country-pack.ts'
import type { MemberStore } from './member-store.ts'
import type { OrganizationStore } from './organization-store.ts'

/** What the use cases of organizations and members work with. */
export interface OrganizationDeps extends ChangeDeps {
  readonly organizations: OrganizationStore
  readonly members: MemberStore
  readonly accounts: AccountStore
  readonly pack: CountryPack
}
