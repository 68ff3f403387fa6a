import type { RateCounter } from '#core/ports/rate-counter.ts'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'
import type { RoleContext } from '../processes/role.ts'

/** What replicas share through Redis. */
export interface OpenRedis extends AsyncDisposable {
  readonly replayGuard: ReplayGuard
  readonly rateCounter: RateCounter
}

/** Null without REDIS_URL; then each process counts and remembers by itself. */
export async function openRedis(_context: RoleContext): Promise<OpenRedis | null> {
  return null
}
