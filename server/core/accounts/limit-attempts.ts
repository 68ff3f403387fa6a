import { TooManyRequests } from '../errors.ts'
import type { LoginThrottleStore } from '../oauth/login-throttle-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'

export interface AttemptLimit {
  readonly key: string
  readonly attempts: number
  readonly windowMs: number
}

/** Attempts at a network address count for its whole IPv6 /64: one subscriber has all of it. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4).join(':')
}

/**
 * Counts one attempt against every limit, before the work it asks for.
 * @throws TooManyRequests with `retry_after` in seconds when one of them is exceeded.
 */
export async function limitAttempts(
  deps: { readonly unitOfWork: UnitOfWork; readonly loginThrottles: LoginThrottleStore; readonly clock: Clock },
  limits: readonly AttemptLimit[],
): Promise<void> {
  const now = deps.clock.now()
  const counts = await deps.unitOfWork.transaction((tx) =>
    Promise.all(limits.map((limit) => deps.loginThrottles.count(tx, limit.key, now, limit.windowMs))),
  )
  const exceeded = counts.filter((count, at) => count.attempts > (limits[at]?.attempts ?? 0))
  if (exceeded.length === 0) return
  const end = Math.max(...exceeded.map((count) => count.windowEndsAt))
  throw new TooManyRequests({
    problem: 'too-many-requests',
    extensions: { retry_after: Math.ceil((end - now) / 1000) },
  })
}
