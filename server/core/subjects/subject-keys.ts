import { hkdfSync } from 'node:crypto'
import { createKeyedHash, type KeyedHash } from '#kit/keyed-hash.ts'

/** A person as the provider resolved them: a reference of some kind, for example `nir`. */
export interface SubjectReference {
  readonly scheme: string
  readonly value: string
}

/** What a gateway is told so that it can write pseudonyms: secrets, 32 bytes each as base64url. */
export interface SubjectKeys {
  readonly format_version: 1
  /** One key for each UTC month (`YYYY-MM`): this one, and the next so that nobody waits at midnight. */
  readonly epochs: readonly { readonly epoch: string; readonly key: string }[]
  /** Key of the directory of data subjects and of the list of protected persons. */
  readonly directory_key: string
  /** Hashes, under the directory key, of persons whose every consultation is looked at. */
  readonly protected: readonly string[]
}

/** The UTC month a pseudonym is of, by the time of its exchange (milliseconds). */
export function epochOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7)
}

/** Without its salt a month's key cannot be made again, not even with the master secret. */
export function deriveEpochKey(master: Uint8Array, salt: Uint8Array, epoch: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, salt, `octroi subjects ${epoch}`, 32))
}

export function deriveDirectoryKey(master: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', 'octroi subject directory 1', 32))
}

/** The pseudonym of a reference under one month's key: the same wherever it is computed. */
export function pseudonymUnder(hash: KeyedHash, { scheme, value }: SubjectReference): string {
  return hash(`subject\n${scheme}\n${value}`)
}

/** Hash of an identity in the directory of data subjects, from its canonical text. */
export function createDirectoryHash(key: Uint8Array): KeyedHash {
  const hash = createKeyedHash(key)
  return (identity) => hash(`identity\n${identity}`)
}
