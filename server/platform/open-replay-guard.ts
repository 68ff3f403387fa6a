import { createMemoryReplayGuard } from '#adapters/memory/memory-replay-guard.ts'
import { Unavailable } from '#core/errors.ts'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'
import { createClaimGuard } from '#gateway/control/create-claim-guard.ts'
import type { ControlClient } from '#gateway/control/create-control-client.ts'
import type { SharedMemory } from './open-redis.ts'
import type { TimedContext } from './timed-context.ts'

/**
 * Where a gateway uses up DPoP proofs: in Redis where there is one, in its own memory where it has no siblings,
 * else at control.
 */
export function openReplayGuard(
  { isSupervised, config, clock }: TimedContext,
  redis: SharedMemory | null,
  control: ControlClient,
): ReplayGuard {
  if (redis) return openedLater(() => redis.replayGuard())
  return isSupervised && config.gateways === 1 ? createMemoryReplayGuard({ clock }) : createClaimGuard(control)
}

/** A Redis that is away stops no gateway from starting: only the calls that need it are refused meanwhile. */
function openedLater(open: () => Promise<ReplayGuard>): ReplayGuard {
  let opened: ReplayGuard | null = null
  let opening: Promise<ReplayGuard> | null = null
  const get = (): Promise<ReplayGuard> => {
    opening ??= open().then(
      (guard) => {
        opened = guard
        return guard
      },
      (error: unknown) => {
        opening = null
        throw error
      },
    )
    return opening
  }
  get().catch(() => undefined)
  return {
    scope: 'cluster',
    get emptySince() {
      return opened?.emptySince ?? Number.POSITIVE_INFINITY
    },
    async claim(id, ttlMs) {
      const guard = await get().catch((cause: unknown) => {
        throw new Unavailable({ problem: 'unavailable', detail: 'One-time identifiers cannot be checked now.', cause })
      })
      return guard.claim(id, ttlMs)
    },
  }
}
