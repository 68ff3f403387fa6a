import type { AuthorizationDeps } from '../authorizations/authorization-deps.ts'
import type { PackCalendar } from '../calendar/pack-calendar.ts'
import type { ApiStore } from '../catalog/api-store.ts'
import type { PolicyStore } from '../policies/policy-store.ts'
import type { CountryPack } from '../ports/country-pack.ts'

/** What the use cases of access requests work with. */
export interface AccessRequestDeps extends AuthorizationDeps {
  readonly apis: ApiStore
  readonly policies: PolicyStore
  readonly pack: CountryPack
  readonly calendar: PackCalendar
}
