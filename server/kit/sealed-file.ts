import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { writeDurably } from './write-durably.ts'

/** A file that only its key's holder can read, and nobody else can change unnoticed (AES-256-GCM). */
export interface SealedFile {
  /** Null when there is none, or it does not open: damaged, from another key, or another purpose. */
  read(): Promise<Buffer | null>
  /** Replaces the content durably: temporary file, sync, rename. */
  write(content: Uint8Array): Promise<void>
  remove(): Promise<void>
}

const nonceBytes = 12
const tagBytes = 16

/** `purpose` is authenticated: a file cannot be passed off as another. `key` has 32 bytes. */
export function createSealedFile(path: string, key: Uint8Array, purpose: string): SealedFile {
  async function read(): Promise<Buffer | null> {
    try {
      const bytes = await readFile(path)
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(purpose))
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
      return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
    } catch {
      return null
    }
  }

  async function write(content: Uint8Array): Promise<void> {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    cipher.setAAD(Buffer.from(purpose))
    const sealed = Buffer.concat([cipher.update(content), cipher.final()])
    await writeDurably(path, Buffer.concat([nonce, cipher.getAuthTag(), sealed]))
  }

  return { read, write, remove: () => rm(path, { force: true }) }
}
