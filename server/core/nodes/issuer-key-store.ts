import type { Environment } from '../environment.ts'
import type { Transaction } from '../ports/unit-of-work.ts'

/** The public half of a key that a machine issuer made. */
export interface IssuerKey {
  readonly kid: string
  readonly environment: Environment
  readonly node_id: string
  readonly jwk: Readonly<Record<string, unknown>>
  readonly retired_at: string | null
}

export interface IssuerKeyStore {
  /** Adds the key; false when the kid is taken, whatever by. */
  add(tx: Transaction, key: Omit<IssuerKey, 'retired_at'>): Promise<boolean>
  find(tx: Transaction, kid: string): Promise<IssuerKey | null>
  /** Marks the key as out of use. A kid is never used again. */
  retire(tx: Transaction, kid: string): Promise<void>
}
