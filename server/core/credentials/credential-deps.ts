import type { ApplicationStore } from '../applications/application-store.ts'
import type { ChangeDeps } from '../change-deps.ts'
import type { GrantStore } from '../grants/grant-store.ts'
import type { Credential } from './credential.ts'
import type { CredentialStore } from './credential-store.ts'

/** What the use cases of credentials work with. */
export interface CredentialDeps extends ChangeDeps {
  readonly applications: ApplicationStore
  readonly credentials: CredentialStore
  readonly grants: GrantStore
  /** Whether a static bearer may be made for production. */
  readonly allowProductionStaticBearer: boolean
}

/** A credential that was just made. `secret` is shown once and kept nowhere; null for public keys. */
export interface IssuedCredential {
  readonly credential: Credential
  readonly clientId: string
  readonly secret: string | null
}
