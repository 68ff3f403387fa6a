import type { AccessRequestDeps } from '../access-requests/access-request-deps.ts'
import type { AccountStore } from '../accounts/account-store.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Application } from '../applications/application.ts'
import type { CatalogDeps } from '../catalog/catalog-deps.ts'
import type { Environment } from '../environment.ts'
import type { MemberStore } from '../organizations/member-store.ts'
import type { PasswordHasher } from '../ports/password-hasher.ts'
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts'
import type { CastApplication } from './cast.ts'

/** What fills an empty store with the demonstration: the same use cases that people reach through the API. */
export interface DemonstrationDeps extends AccessRequestDeps, CatalogDeps {
  readonly unitOfWork: UnitOfWork
  readonly accounts: AccountStore
  readonly members: MemberStore
  readonly passwords: PasswordHasher
  readonly createApplication: (
    tx: Transaction,
    actor: Actor,
    organizationId: string,
    input: CastApplication,
  ) => Promise<Application>
  /** A client secret, shown this once. */
  readonly createSecret: (
    tx: Transaction,
    actor: Actor,
    applicationId: string,
    environment: Environment,
  ) => Promise<{ readonly client_id: string; readonly secret: string }>
  /** A client of the sandbox's identity provider, whose secret is shown this once. */
  readonly createLoginClient: (
    tx: Transaction,
    actor: Actor,
    applicationId: string,
    redirectUris: readonly string[],
  ) => Promise<{ readonly client_id: string; readonly secret: string }>
  /** Names of the data scopes of an application's live grants in an environment, each once. */
  readonly listScopes: (tx: Transaction, applicationId: string, environment: Environment) => Promise<string[]>
  /** Specifications of the catalogue, bundled. */
  readonly catalog: readonly unknown[]
  /** Where the simulated providers listen: the production upstream of every API. */
  readonly providersUrl: string
  /** The password of an account, the same at every start. */
  readonly passwordOf: (email: string) => string
}
