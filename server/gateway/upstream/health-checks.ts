import type { Clock } from '#core/ports/clock.ts'
import { CallDeadline } from './call-deadline.ts'
import { sendUpstream } from './send-upstream.ts'
import type { Upstream } from './upstream-pools.ts'
import type { UpstreamTarget } from './upstream-target.ts'

/** How an API wants its provider asked whether it is well. */
export interface HealthQuestion {
  readonly path: string
  readonly interval_seconds: number
}

/** Asks providers, beside the calls, whether they are well. */
export interface HealthChecks extends Disposable {
  /** Whether the target failed its last checks. Asking begins at the first call, and ends when nobody calls any more. */
  isDown(target: UpstreamTarget, upstream: Upstream, question: HealthQuestion): boolean
}

interface Watched {
  isDown: boolean
  failures: number
  lastUse: number
  readonly timer: NodeJS.Timeout
}

/** One failure may be chance. */
const failuresUntilDown = 2
const checkMs = 2000
const idleMs = 5 * 60_000

export function createHealthChecks(clock: Clock): HealthChecks {
  const watched = new Map<string, Watched>()

  function watch(key: string, target: UpstreamTarget, upstream: Upstream, question: HealthQuestion): Watched {
    let isAsking = false
    const round = async () => {
      if (clock.monotonic() - one.lastUse > idleMs) {
        clearInterval(one.timer)
        watched.delete(key)
        return
      }
      if (isAsking) return
      isAsking = true
      const isWell = await ask(target, upstream, question)
      isAsking = false
      one.failures = isWell ? 0 : one.failures + 1
      one.isDown = one.failures >= failuresUntilDown
      // A provider that is well again need not wait for a trial call.
      if (isWell) upstream.breaker.recovered()
    }
    const timer = setInterval(() => void round(), question.interval_seconds * 1000).unref()
    const one: Watched = { isDown: false, failures: 0, lastUse: clock.monotonic(), timer }
    watched.set(key, one)
    return one
  }

  return {
    isDown(target, upstream, question) {
      const key = `${target.origin}${target.basePath}${question.path}`
      const one = watched.get(key) ?? watch(key, target, upstream, question)
      one.lastUse = clock.monotonic()
      return one.isDown
    },
    [Symbol.dispose]() {
      for (const { timer } of watched.values()) clearInterval(timer)
      watched.clear()
    },
  }
}

/** Never rejects. */
async function ask(target: UpstreamTarget, upstream: Upstream, question: HealthQuestion): Promise<boolean> {
  const deadline = new CallDeadline()
  const timer = setTimeout(() => deadline.abort(), checkMs)
  try {
    const head = await sendUpstream(upstream, {
      method: 'GET',
      path: `${target.basePath}${question.path}`,
      headers: { accept: '*/*', 'accept-encoding': 'identity' },
      body: null,
      deadline,
    })
    if (typeof head === 'string') return false
    if (!Buffer.isBuffer(head.body)) head.body.on('error', () => {}).destroy()
    return head.status >= 200 && head.status < 300
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}
