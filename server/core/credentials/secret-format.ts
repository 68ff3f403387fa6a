import { createHash } from 'node:crypto'
import { toBase62 } from '#kit/base62.ts'
import { crc32 } from '#kit/crc32.ts'
import type { Random } from '../ports/random.ts'

/** What a secret opens: the sandbox, production, or the management API. */
export type SecretPurpose = 'sbx' | 'prd' | 'mgt'

const shape = /^oct_(?:sbx|prd|mgt)_[0-9A-Za-z]{43}[0-9A-Za-z]{6}$/

/**
 * A new secret: `oct_`, its purpose, 256 random bits and a CRC-32 of what stands before it, so that
 * a leak scanner can tell a secret of ours from chance without asking anybody.
 */
export function makeSecret(purpose: SecretPurpose, random: Random): string {
  const body = `oct_${purpose}_${toBase62(random.bytes(32))}`
  return `${body}${toBase62(crc32(body))}`
}

/** Whether `text` has the form of a secret of ours, its checksum included. */
export function isSecret(text: string): boolean {
  return shape.test(text) && toBase62(crc32(text.slice(0, -6))) === text.slice(-6)
}

/** Hex SHA-256 of the whole secret. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** What a list shows of a secret, to recognise it. */
export function hintOf(secret: string): string {
  return secret.slice(0, 12)
}
