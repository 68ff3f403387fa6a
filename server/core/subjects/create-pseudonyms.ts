import { createKeyedHash } from '#kit/keyed-hash.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { SubjectKeyStore } from './subject-key-store.ts'
import { deriveEpochKey, pseudonymUnder, type SubjectReference } from './subject-keys.ts'

/** Pseudonyms of one person, a month each: what a search of the audit log by person looks for. */
export interface Pseudonyms {
  /** For every month whose key still exists, oldest first. Records of other months say nothing about anybody any more. */
  of(tx: Transaction, subject: SubjectReference): Promise<{ readonly epoch: string; readonly pseudonym: string }[]>
}

export function createPseudonyms(keys: SubjectKeyStore, master: Uint8Array): Pseudonyms {
  return {
    async of(tx, subject) {
      return (await keys.list(tx)).map(({ epoch, salt }) => {
        const hash = createKeyedHash(deriveEpochKey(master, salt, epoch))
        return { epoch, pseudonym: pseudonymUnder(hash, subject) }
      })
    },
  }
}
