import { type Adapter, errors, Provider } from 'oidc-provider'
import { Unavailable } from '#core/errors.ts'
import type { ClientCertificate } from '#core/oauth/client-certificate.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'
import { temporarilyUnavailable } from '../http/temporarily-unavailable.ts'
import type { ClientIndex, MachineClient } from './client-index.ts'
import { clientMetadata, type PresentedMethod, type WantedBinding } from './client-metadata.ts'
import { matchCertificate } from './match-certificate.ts'
import type { PresentedCertificates } from './presented-certificate.ts'
import { proofIssuedAt } from './proof-issued-at.ts'
import type { TokenExchange } from './token-exchange.ts'

export interface MachineAdapterDeps {
  readonly clients: ClientIndex
  readonly replayGuard: ReplayGuard
  readonly clock: Clock
  /** What is known so far about the token request being answered. */
  readonly exchangeOf: (ctx: object) => TokenExchange
  readonly certificateOf: PresentedCertificates
}

/**
 * The library's view of our state: clients come from the snapshot, one-time identifiers go to the
 * replay guard, and nothing else is ever stored (tokens are JWTs).
 */
export function createMachineAdapter(name: string, deps: MachineAdapterDeps): Adapter {
  return {
    async find(id) {
      if (name !== 'Client') return undefined
      const client = deps.clients.find(id)
      if (!client) return undefined
      const certificate = Provider.ctx ? deps.certificateOf(Provider.ctx.req) : null
      const method = presentedMethod(certificate)
      if (certificate !== null && method === 'self_signed_tls_client_auth') {
        const matched = matchCertificate(client, certificate, deps.clock.now())
        if (matched && Provider.ctx) deps.exchangeOf(Provider.ctx).credentialId = matched.id
      }
      return clientMetadata(client, method, wantedBinding(client, certificate), deps.clock.now())
    },
    /** One atomic claim: the library's own find-then-upsert lets concurrent replays through. */
    async upsert(id, _payload, expiresIn) {
      if (name !== 'ReplayDetection') return
      const exchange = Provider.ctx && deps.exchangeOf(Provider.ctx)
      // A client is authenticated before its proof is used up: the first claim of a request is the assertion's.
      const isAssertion = exchange?.assertionIssuedAt !== undefined
      const what = isAssertion ? 'assertion' : 'DPoP proof'
      const Refused = isAssertion ? errors.InvalidClientAuth : errors.InvalidDpopProof
      const issuedAt = isAssertion
        ? exchange.assertionIssuedAt
        : Provider.ctx && proofIssuedAt(Provider.ctx.get('dpop'), deps.clock.now())
      const isFirst = await claim(deps.replayGuard, isAssertion ? id : `dpop-${id}`, (expiresIn ?? 0) * 1000)
      if (!isFirst) throw new Refused(`${what} was used before`)
      // Read after the claim: a guard may find out only by then that it was emptied.
      if (issuedAt === undefined || issuedAt < deps.replayGuard.emptySince) {
        throw new Refused(`${what} is older than the memory of used ones`)
      }
      if (exchange) exchange.assertionIssuedAt = undefined
    },
    async consume() {},
    async destroy() {},
    async revokeByGrantId() {},
    async findByUid() {
      return undefined
    },
    async findByUserCode() {
      return undefined
    },
  }
}

/** A certificate authenticates only where nothing else is shown: it may just be there, for the token to be bound to. */
function presentedMethod(certificate: ClientCertificate | null): PresentedMethod {
  const ctx = Provider.ctx
  const params = ctx?.oidc.params
  if (params?.client_assertion !== undefined) return 'private_key_jwt'
  const isSecret = params?.client_secret !== undefined || ctx?.headers.authorization !== undefined
  return certificate === null || isSecret ? 'client_secret_basic' : 'self_signed_tls_client_auth'
}

/** A proof binds to its key; without one a certificate that is there binds; without either an application may insist. */
function wantedBinding(client: MachineClient, certificate: ClientCertificate | null): WantedBinding {
  if (Provider.ctx?.headers.dpop !== undefined) return client.requires_bound_tokens ? 'key' : null
  if (certificate !== null) return 'certificate'
  return client.requires_bound_tokens ? 'key' : null
}

async function claim(guard: ReplayGuard, id: string, ttlMs: number): Promise<boolean> {
  try {
    return await guard.claim(id, ttlMs)
  } catch (error) {
    if (error instanceof Unavailable) throw temporarilyUnavailable(error)
    throw error
  }
}
