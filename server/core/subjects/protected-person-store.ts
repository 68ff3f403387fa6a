import type { Transaction } from '../ports/unit-of-work.ts'

/** Somebody whose every consultation is looked at: a public figure, a witness, a victim. Never the identity itself. */
export interface ProtectedPerson {
  readonly id: string
  readonly identity_hash: string
  /** Why, in words for the operator; never who. */
  readonly reason: string
  readonly created_by: string | null
  readonly created_at: string
}

export interface ProtectedPersonStore {
  hashes(tx: Transaction): Promise<string[]>
  list(tx: Transaction): Promise<ProtectedPerson[]>
  /** False when the identity is already protected. */
  insert(tx: Transaction, person: ProtectedPerson): Promise<boolean>
  /** Whether there was one. */
  remove(tx: Transaction, id: string): Promise<boolean>
}
