import { decodeJwt } from 'jose'
import { errors } from 'oidc-provider'
import { proofWindowSeconds } from '#core/oauth/proof-algorithms.ts'

/**
 * When a DPoP proof that the library has verified says it was issued, in milliseconds. The library's own window is ten
 * minutes wide and its memory of used proofs five: a proof dated ahead could be used again after that.
 * @throws InvalidDpopProof when the proof is not recent.
 */
export function proofIssuedAt(proof: string, now: number): number {
  const { iat } = decodeJwt(proof)
  if (typeof iat !== 'number' || Math.abs(iat - now / 1000) > proofWindowSeconds) {
    throw new errors.InvalidDpopProof('DPoP proof iat is not recent enough')
  }
  return iat * 1000
}
