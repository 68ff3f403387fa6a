import type { ApplicationStore } from '../applications/application-store.ts'
import type { RecordSearch } from '../audit/search/record-search.ts'
import type { AuthorizationStore } from '../authorizations/authorization-store.ts'
import type { OrganizationStore } from '../organizations/organization-store.ts'
import type { PersonDeps } from '../persons/person-deps.ts'
import type { CountryPack } from '../ports/country-pack.ts'

/** What the list of consultations works with. */
export interface ConsultationDeps extends PersonDeps {
  readonly recordSearch: RecordSearch
  readonly authorizations: AuthorizationStore
  readonly applications: ApplicationStore
  readonly organizations: OrganizationStore
  readonly pack: CountryPack
}
