import { createPublicKey, type JsonWebKey, X509Certificate } from 'node:crypto'
import { type FieldError, InvalidInput } from '../errors.ts'

type Jwk = Readonly<Record<string, unknown>>

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** What is kept of each kind of key (RFC 7518 section 6, RFC 8037 section 2). */
const keptMembers: Readonly<Record<string, readonly string[]>> = {
  EC: ['kty', 'crv', 'x', 'y'],
  OKP: ['kty', 'crv', 'x'],
  RSA: ['kty', 'n', 'e'],
}

const algorithmOf: Readonly<Record<string, readonly string[]>> = {
  EC: ['ES256'],
  OKP: ['EdDSA', 'Ed25519'],
  RSA: ['PS256'],
}

const maxCertificateLength = 8192
const minRsaBits = 2048
const maxRsaBits = 8192

function sizeProblem(key: Jwk): string | null {
  if (key.kty === 'EC' && key.crv !== 'P-256') return 'An EC key must be on P-256.'
  if (key.kty === 'OKP' && key.crv !== 'Ed25519') return 'An OKP key must be Ed25519.'
  try {
    const kept = Object.fromEntries((keptMembers[String(key.kty)] ?? []).map((name) => [name, key[name]]))
    const bits = createPublicKey({ key: kept as JsonWebKey, format: 'jwk' }).asymmetricKeyDetails?.modulusLength
    if (bits !== undefined && (bits < minRsaBits || bits > maxRsaBits))
      return `An RSA key must have ${minRsaBits} to ${maxRsaBits} bits.`
  } catch {
    return 'This is not a public key.'
  }
  return null
}

/** A key may come with its certificate, for clients that authenticate by TLS (RFC 8705 section 2.2.2). */
function certificateProblem(key: Jwk): string | null {
  if (key.x5c === undefined) return null
  const written: unknown = Array.isArray(key.x5c) && key.x5c.length === 1 ? key.x5c[0] : null
  if (typeof written !== 'string' || written.length > maxCertificateLength)
    return '`x5c` holds the certificate of the key, alone, as base64 of its DER form.'
  try {
    const certificate = new X509Certificate(Buffer.from(written, 'base64'))
    if (certificate.raw.toString('base64') !== written)
      return 'The certificate is not written as base64 of its DER form.'
    const kept = Object.fromEntries((keptMembers[String(key.kty)] ?? []).map((name) => [name, key[name]]))
    const isOfKey = certificate.publicKey.equals(createPublicKey({ key: kept as JsonWebKey, format: 'jwk' }))
    return isOfKey ? null : 'The certificate is of another key.'
  } catch {
    return 'This is not a certificate.'
  }
}

function checkKey(key: Jwk, at: number): FieldError | null {
  const refuse = (member: string, rule: string, message: string): FieldError => ({
    field: `/jwks/keys/${at}${member}`,
    rule,
    message,
  })
  const secret = privateMembers.find((name) => Object.hasOwn(key, name))
  if (secret !== undefined)
    return refuse(
      `/${secret}`,
      'public_only',
      'Private key material never leaves its owner: send the public key alone.',
    )
  const certificate = certificateProblem(key)
  if (certificate !== null) return refuse('/x5c', 'certificate', certificate)
  const size = sizeProblem(key)
  if (size !== null) return refuse('', 'key', size)
  if (key.use !== undefined && key.use !== 'sig') return refuse('/use', 'const', 'A key is for signatures (`sig`).')
  const algorithms = algorithmOf[String(key.kty)] ?? []
  if (key.alg !== undefined && !algorithms.includes(String(key.alg)))
    return refuse('/alg', 'enum', `This key signs with ${algorithms.join(' or ')}.`)
  if (key.kid !== undefined && (typeof key.kid !== 'string' || key.kid.length === 0 || key.kid.length > 200))
    return refuse('/kid', 'length', 'A kid has 1 to 200 characters.')
  return null
}

function keep(key: Jwk): Jwk {
  const names = [...(keptMembers[String(key.kty)] ?? []), 'kid', 'alg', 'use', 'x5c']
  return Object.fromEntries(names.filter((name) => key[name] !== undefined).map((name) => [name, key[name]]))
}

/**
 * Public keys for private_key_jwt, reduced to the members that matter.
 * @throws InvalidInput for private members, other curves, short moduli, or two keys under one kid.
 */
export function checkJwks(jwks: { readonly keys: readonly Jwk[] }): { keys: readonly Jwk[] } {
  const errors = jwks.keys.flatMap((key, at) => checkKey(key, at) ?? [])
  const kids = jwks.keys.flatMap((key) => (typeof key.kid === 'string' ? [key.kid] : []))
  if (new Set(kids).size < kids.length)
    errors.push({ field: '/jwks/keys', rule: 'unique', message: 'Two keys have the same kid.' })
  if (errors.length > 0)
    throw new InvalidInput({ problem: 'invalid-request', detail: errors[0]?.message ?? '', errors })
  return { keys: jwks.keys.map(keep) }
}
