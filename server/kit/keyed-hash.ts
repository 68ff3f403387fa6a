import { createHmac, createSecretKey } from 'node:crypto'

/** HMAC-SHA-256 of a text, its left 128 bits as 22 characters of base64url (RFC 2104 section 5). */
export type KeyedHash = (text: string) => string

export function createKeyedHash(key: Uint8Array): KeyedHash {
  const secret = createSecretKey(key)
  return (text) => createHmac('sha256', secret).update(text).digest().subarray(0, 16).toString('base64url')
}
