import { compactVerify, importJWK, type JWK } from 'jose'
import type { MachineClient } from './client-index.ts'
import { liveCredentials } from './live-credentials.ts'

/**
 * Id of the key-set credential that signed an assertion the library has already verified against all
 * of the client's keys; null when none did. With a single set there is nothing to find out.
 */
export async function matchAssertionKey(
  client: MachineClient,
  assertion: string,
  alg: string,
  now: number,
): Promise<string | null> {
  const sets = liveCredentials(client, 'jwks', now)
  if (sets.length === 1) return sets[0]?.id ?? null
  for (const set of sets) {
    for (const jwk of set.jwks?.keys ?? []) {
      if (await isSignedBy(assertion, jwk as JWK, alg)) return set.id
    }
  }
  return null
}

async function isSignedBy(assertion: string, jwk: JWK, alg: string): Promise<boolean> {
  try {
    await compactVerify(assertion, await importJWK(jwk, alg), { algorithms: [alg] })
    return true
  } catch {
    return false
  }
}
