import { createHash, createPublicKey } from 'node:crypto'
import { ApiProblem } from '../../api/api-problem.ts'
import type { components } from '../../api/generated/management.ts'

type PublicJwks = components['schemas']['PublicJwks']
type PublicJwk = PublicJwks['keys'][number]

/**
 * A pasted JWK or JWK set (RFC 7517), or a public key as PEM (RFC 7468). The API checks the keys; a private one is
 * refused here, before it is sent anywhere.
 */
export function publicJwks(text: string): PublicJwks {
  if (isPrivateKey(text)) throw refused('This is a private key: keep it. Paste the public one.')
  try {
    if (text.startsWith('-----BEGIN PUBLIC KEY-----')) return { keys: [jwkOfPem(text)] }
    const value = JSON.parse(text) as PublicJwks | PublicJwk
    return 'keys' in value ? (value as PublicJwks) : { keys: [value as PublicJwk] }
  } catch {
    throw refused('Paste a public key as JSON (JWK) or PEM.')
  }
}

/** Whether a text holds the private half of a key, as PEM or JWK. */
export function isPrivateKey(text: string): boolean {
  return text.includes('PRIVATE KEY-----') || /"(d|k)"\s*:/.test(text)
}

function jwkOfPem(text: string): PublicJwk {
  const jwk = createPublicKey(text).export({ format: 'jwk' })
  const kid = createHash('sha256').update(JSON.stringify(jwk)).digest('base64url')
  return { ...jwk, kid } as unknown as PublicJwk
}

function refused(message: string): ApiProblem {
  return new ApiProblem(400, {
    type: '/problems/invalid-request',
    title: 'The key cannot be read',
    status: 400,
    request_id: '',
    errors: [{ field: 'jwks', rule: 'public-key', message }],
  })
}
