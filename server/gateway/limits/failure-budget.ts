import type { Clock } from '#core/ports/clock.ts'
import { createBoundedMap } from '#kit/bounded-map.ts'

/** A token bucket per key for failed attempts: taken before the attempt, given back when it succeeds. */
export interface FailureBudget {
  /** Seconds to wait when the key has nothing left, else null after taking one. */
  take(key: string): number | null
  giveBack(key: string): void
}

interface Bucket {
  tokens: number
  at: number
}

/** Remembers the `capacity` keys seen last; a forgotten key starts again with a full bucket. */
export function createFailureBudget(
  options: { readonly burst: number; readonly perSecond: number },
  clock: Clock,
  capacity = 50_000,
): FailureBudget {
  const buckets = createBoundedMap<string, Bucket>(capacity)
  const current = (key: string): Bucket => {
    const now = clock.monotonic()
    const bucket = buckets.get(key) ?? { tokens: options.burst, at: now }
    bucket.tokens = Math.min(options.burst, bucket.tokens + ((now - bucket.at) / 1000) * options.perSecond)
    bucket.at = now
    buckets.set(key, bucket)
    return bucket
  }
  return {
    take(key) {
      const bucket = current(key)
      if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / options.perSecond))
      bucket.tokens -= 1
      return null
    },
    giveBack(key) {
      const bucket = current(key)
      bucket.tokens = Math.min(options.burst, bucket.tokens + 1)
    },
  }
}
