import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { JWK } from 'oidc-provider'

/**
 * One key in the ring. `pending`: made, and waiting until every live gateway knows its public half.
 * `active`: signs. `retired`: signs no more, its public half stays until the last token it signed has
 * expired; its private half is gone.
 */
export interface KeptKey {
  readonly kid: string
  readonly state: 'pending' | 'active' | 'retired'
  readonly publicJwk: JWK
  readonly privateJwk: JWK | null
  /** Snapshot revision that carries the public half; null until control has it. */
  readonly revision: number | null
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly retiredAt: number | null
}

interface KeyFile {
  readonly format_version: 1
  readonly keys: readonly KeptKey[]
}

/** Reads the ring. An absent file is an empty ring; a damaged one throws, because guessing would fork the keys. */
export async function readSigningKeys(path: string): Promise<readonly KeptKey[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  const file = JSON.parse(text) as KeyFile
  if (file.format_version !== 1 || !Array.isArray(file.keys)) throw new Error(`${path} is not a ring of signing keys`)
  return file.keys
}

/** Replaces the ring atomically: written beside, synced, renamed. Readable by the owner alone. */
export async function writeSigningKeys(path: string, keys: readonly KeptKey[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.new`
  const file = await open(beside, 'w', 0o600)
  try {
    await file.writeFile(JSON.stringify({ format_version: 1, keys } satisfies KeyFile))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
}
