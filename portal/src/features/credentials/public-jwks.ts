import { ApiProblem } from '../../api/api-problem.ts'
import type { components } from '../../api/generated/management.ts'

type PublicJwks = components['schemas']['PublicJwks']

/** A pasted JWK or JWK set (RFC 7517). The API checks the keys; here it only has to be JSON. */
export function publicJwks(text: string): PublicJwks {
  try {
    const value = JSON.parse(text) as PublicJwks | PublicJwks['keys'][number]
    return 'keys' in value ? (value as PublicJwks) : { keys: [value as PublicJwks['keys'][number]] }
  } catch {
    throw new ApiProblem(400, {
      type: '/problems/invalid-request',
      title: 'The key is not JSON',
      status: 400,
      request_id: '',
      errors: [{ field: 'jwks', rule: 'jwk', message: 'Paste a public key as JSON (JWK).' }],
    })
  }
}
