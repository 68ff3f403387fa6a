import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Signs what a provider answered, so that a body keeps the proof of a decision and not the data behind it. */
export interface ReceiptSigner {
  /** A compact JWS (RFC 7515) of the claims. */
  sign(claims: Readonly<Record<string, unknown>>): string
  /** The public half, as a key set (RFC 7517). */
  readonly keys: { readonly keys: readonly JsonWebKey[] }
}

/**
 * The Ed25519 key of `file` (RFC 8037), made when there is none: receipts stay verifiable after a restart. It signs
 * receipts of synthetic decisions and nothing else.
 */
export function openReceiptSigner(file: string): ReceiptSigner {
  const key = readKey(file) ?? makeKey(file)
  const { kty, crv, x } = createPublicKey(key).export({ format: 'jwk' })
  // RFC 7638: the members that make the key, in the order of their names.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url')
  const header = encode({ alg: 'EdDSA', kid, typ: 'preuve-eligibilite+jwt' })
  return {
    keys: { keys: [{ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' } as JsonWebKey] },
    sign(claims) {
      const signed = `${header}.${encode(claims)}`
      return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
    },
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function readKey(file: string): KeyObject | null {
  try {
    return createPrivateKey({ key: JSON.parse(readFileSync(file, 'utf8')) as JsonWebKey, format: 'jwk' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function makeKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519')
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, JSON.stringify(privateKey.export({ format: 'jwk' })), { mode: 0o600, flag: 'wx' })
  return privateKey
}
