import { createHash } from 'node:crypto'
import { Unavailable } from '#core/errors.ts'
import { proofWindowSeconds } from '#core/oauth/proof-algorithms.ts'
import type { TokenBinding } from '#core/oauth/token-binding.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { bearerChallenge, proofChallenge } from './challenge.ts'
import { clientCertificate } from './client-certificate.ts'
import type { Proof } from './verify-proof.ts'

/** How the token came: its scheme in `Authorization`, and itself. */
export interface PresentedToken {
  readonly token: string
  readonly isProven: boolean
}

/**
 * Whether the caller holds the key or the certificate its token is bound to. A bound token shown as a plain bearer
 * is refused, and so is a plain one shown as DPoP (RFC 9449 section 7.1). Plain bearer tokens cost nothing here.
 */
export function checkBinding(
  exchange: Exchange,
  gateway: GatewayContext,
  presented: PresentedToken,
  binding: TokenBinding | null,
): Refusal | null | Promise<Refusal | null> {
  if (binding === null && !presented.isProven) return null
  const { publicUrl } = gateway.deps.configuration
  if ((binding?.jkt ?? null) === null && presented.isProven) {
    const headers = { 'WWW-Authenticate': proofChallenge(publicUrl, 'invalid_token') }
    return refuse('invalid-token', 'The token is not bound to a key: send it as Bearer.', { headers })
  }
  if (binding === null) return null
  if (binding.x5t !== null) {
    const refusal = checkCertificate(exchange, gateway, binding.x5t)
    if (refusal) return refusal
  }
  if (binding.jkt === null) return null
  if (!presented.isProven) {
    const headers = { 'WWW-Authenticate': proofChallenge(publicUrl, 'invalid_token') }
    return refuse('token-not-proven', 'The token is bound to a key: send it as DPoP, with a proof.', { headers })
  }
  return checkProof(exchange, gateway, presented.token, binding.jkt)
}

function checkCertificate(exchange: Exchange, gateway: GatewayContext, x5t: string): Refusal | null {
  if (clientCertificate(exchange.request, gateway)?.thumbprint === x5t) return null
  const { publicUrl } = gateway.deps.configuration
  return refuse('token-not-proven', 'The token is bound to a client certificate that this connection does not show.', {
    headers: { 'WWW-Authenticate': bearerChallenge(publicUrl, 'invalid_token') },
  })
}

function checkProof(
  exchange: Exchange,
  gateway: GatewayContext,
  token: string,
  thumbprint: string,
): Refusal | Promise<Refusal | null> {
  const { publicUrl } = gateway.deps.configuration
  const header = exchange.request.headers.dpop
  const now = Math.floor(gateway.deps.clock.now() / 1000)
  const proof = gateway.verifyProof(typeof header === 'string' ? header : undefined, {
    method: exchange.request.method ?? '',
    url: `${publicUrl}${exchange.path}`,
    token,
    thumbprint,
    now,
  })
  if (typeof proof === 'string') return refuseProof(gateway, proof)
  const { proofNonces } = gateway.deps
  if (proofNonces && (proof.nonce === null || !proofNonces.accepts(proof.nonce))) {
    return refuse('token-not-proven', 'The DPoP proof needs the nonce of the header `DPoP-Nonce`.', {
      headers: { 'WWW-Authenticate': proofChallenge(publicUrl, 'use_dpop_nonce'), 'DPoP-Nonce': proofNonces.current() },
    })
  }
  return claimProof(gateway, proof, thumbprint, now)
}

/** Of any number of gateways that see the same proof, one accepts it. Nothing to ask is no answer: 503. */
async function claimProof(
  gateway: GatewayContext,
  proof: Proof,
  thumbprint: string,
  now: number,
): Promise<Refusal | null> {
  const { replayGuard, configuration } = gateway.deps
  const name = `${configuration.environment}\n${thumbprint}\n${proof.jti}`
  const id = `dpop-${createHash('sha256').update(name).digest('base64url')}`
  try {
    const isFirst = await replayGuard.claim(id, (proof.issuedAt + proofWindowSeconds - now + 1) * 1000)
    if (!isFirst) return refuseProof(gateway, 'The DPoP proof was used before.')
    // Read after the claim: a guard may find out only by then that it was emptied.
    if (proof.issuedAt * 1000 < replayGuard.emptySince)
      return refuseProof(gateway, 'The DPoP proof is older than the memory of used ones: make a new one.')
    return null
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    return refuse('unavailable', 'Whether the DPoP proof is new cannot be decided now.', {
      headers: { 'Retry-After': '1' },
    })
  }
}

function refuseProof(gateway: GatewayContext, detail: string): Refusal {
  const { publicUrl } = gateway.deps.configuration
  return refuse('token-not-proven', detail, {
    headers: { 'WWW-Authenticate': proofChallenge(publicUrl, 'invalid_dpop_proof') },
  })
}
