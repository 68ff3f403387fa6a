import { type Adapter, errors, Provider } from 'oidc-provider'
import { Unavailable } from '#core/errors.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'
import { temporarilyUnavailable } from '../http/temporarily-unavailable.ts'
import type { ClientIndex } from './client-index.ts'
import { clientMetadata } from './client-metadata.ts'
import type { TokenExchange } from './token-exchange.ts'

export interface MachineAdapterDeps {
  readonly clients: ClientIndex
  readonly replayGuard: ReplayGuard
  readonly clock: Clock
  /** What is known so far about the token request being answered. */
  readonly exchangeOf: (ctx: object) => TokenExchange
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
      const isAssertion = Provider.ctx?.oidc.params?.client_assertion !== undefined
      return clientMetadata(client, isAssertion ? 'private_key_jwt' : 'client_secret_basic', deps.clock.now())
    },
    /** One atomic claim: the library's own find-then-upsert lets concurrent replays through. */
    async upsert(id, _payload, expiresIn) {
      if (name !== 'ReplayDetection') return
      const isFirst = await claim(deps.replayGuard, id, (expiresIn ?? 0) * 1000)
      if (!isFirst) throw new errors.InvalidClientAuth('assertion was used before')
      // Read after the claim: a guard may find out only by then that it was emptied.
      const issuedAt = Provider.ctx ? deps.exchangeOf(Provider.ctx).assertionIssuedAt : undefined
      if (issuedAt === undefined || issuedAt < deps.replayGuard.emptySince) {
        throw new errors.InvalidClientAuth('assertion is older than the memory of used ones')
      }
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

async function claim(guard: ReplayGuard, id: string, ttlMs: number): Promise<boolean> {
  try {
    return await guard.claim(id, ttlMs)
  } catch (error) {
    if (error instanceof Unavailable) throw temporarilyUnavailable(error)
    throw error
  }
}
