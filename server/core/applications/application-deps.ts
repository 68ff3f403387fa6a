import type { ApiStore } from '../catalog/api-store.ts'
import type { CredentialStore } from '../credentials/credential-store.ts'
import type { SandboxGrantDeps } from '../grants/open-sandbox-grants.ts'
import type { OrganizationStore } from '../organizations/organization-store.ts'
import type { ApplicationStore } from './application-store.ts'

/** What the use cases of applications work with. */
export interface ApplicationDeps extends SandboxGrantDeps {
  readonly applications: ApplicationStore
  readonly organizations: OrganizationStore
  readonly credentials: CredentialStore
  readonly apis: ApiStore
}
