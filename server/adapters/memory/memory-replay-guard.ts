import { Unavailable } from '#core/errors.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'

/** Width of one bucket of deadlines, in milliseconds: expired identifiers are dropped a bucket at a time. */
const bucketMs = 10_000

/** Remembers one-time identifiers in this process. Bounded: when full it refuses instead of forgetting. */
export function createMemoryReplayGuard(deps: { readonly clock: Clock; readonly maxEntries?: number }): ReplayGuard {
  const { clock, maxEntries = 1_000_000 } = deps
  const deadlines = new Map<string, number>()
  const buckets = new Map<number, string[]>()

  function dropExpired(now: number): void {
    const past = Math.floor(now / bucketMs)
    for (const [bucket, ids] of buckets) {
      if (bucket >= past) continue
      for (const id of ids) if ((deadlines.get(id) ?? 0) <= now) deadlines.delete(id)
      buckets.delete(bucket)
    }
  }

  function remember(id: string, deadline: number): void {
    const bucket = Math.floor(deadline / bucketMs)
    const ids = buckets.get(bucket)
    if (ids) ids.push(id)
    else buckets.set(bucket, [id])
    deadlines.set(id, deadline)
  }

  return {
    scope: 'process',
    emptySince: clock.now(),
    async claim(id, ttlMs) {
      const now = clock.monotonic()
      dropExpired(now)
      const deadline = deadlines.get(id)
      if (deadline !== undefined && deadline > now) return false
      if (deadlines.size >= maxEntries) {
        throw new Unavailable({ problem: 'unavailable', detail: 'Too many one-time identifiers at once.' })
      }
      remember(id, now + ttlMs)
      return true
    },
  }
}
