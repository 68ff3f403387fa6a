import type { Environment } from '../environment.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Credential } from './credential.ts'

export interface CredentialStore {
  insert(tx: Transaction, credential: Credential): Promise<void>
  load(tx: Transaction, id: string): Promise<Credential | null>
  /** Sets the end of its life, planned or immediate. */
  end(tx: Transaction, id: string, end: Pick<Credential, 'expires_at' | 'revoked_at'>): Promise<void>
  /** Of one environment or (null) both, ended ones included, by identifier. */
  list(
    tx: Transaction,
    applicationId: string,
    environment: Environment | null,
    page: PageRequest,
  ): Promise<Page<Credential>>
  /** Neither revoked nor expired at `now`, in both environments. Lock the application first when counting. */
  listLive(tx: Transaction, applicationId: string, now: string): Promise<readonly Credential[]>
  /** Whether a credential that is not revoked has this client id at FranceConnect. */
  isFranceConnectClient(tx: Transaction, environment: Environment, clientId: string): Promise<boolean>
  /** Moves `last_used_at` forward, never back. Unknown identifiers are ignored. */
  touch(tx: Transaction, uses: readonly { readonly id: string; readonly at: string }[]): Promise<void>
}
