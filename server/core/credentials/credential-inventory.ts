import type { Environment } from '../environment.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Credential, CredentialKind } from './credential.ts'

/** A credential with whose it is. */
export interface OwnedCredential {
  readonly credential: Credential
  readonly application_name: string
  readonly organization_id: string
  readonly organization_name: string
}

/** Null parts filter nothing. Instants are ISO 8601 UTC. */
export interface InventoryFilter {
  readonly environment: Environment | null
  readonly kind: CredentialKind | null
  readonly state: 'live' | 'expired' | 'revoked' | null
  /** Made before this instant. */
  readonly createdBefore: string | null
  /** With an end, and that before this instant. */
  readonly expiresBefore: string | null
  /** Made before this instant and not used since. */
  readonly unusedSince: string | null
}

/** Every credential of the platform, oldest first. */
export interface CredentialInventory {
  list(tx: Transaction, filter: InventoryFilter, now: string, page: PageRequest): Promise<Page<OwnedCredential>>
}
