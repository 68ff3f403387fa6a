import type { Clock } from '#core/ports/clock.ts'
import { createBoundedMap } from '#kit/bounded-map.ts'
import type { RegistrationCheck, RegistrationQuery } from './registration-check.ts'

export interface RegistrationAnswer {
  readonly registered: boolean
  /** Milliseconds until the registration ends. */
  readonly ends_in_ms: number
}

export interface RegistrationCheckDeps {
  readonly ask: (query: RegistrationQuery) => Promise<RegistrationAnswer>
  readonly clock: Pick<Clock, 'monotonic'>
}

/** A registration taken back opens nothing after this long; one just made opens after `refusedMs` at the latest. */
const registeredMs = 30_000
const refusedMs = 1_000
const maxKept = 20_000

function keyOf({ organizationId, api, identityHash }: RegistrationQuery): string {
  return `${organizationId} ${api} ${identityHash}`
}

/** Remembers answers for a short while. Concurrent questions about the same person are one. */
export function createRegistrationCheck({ ask, clock }: RegistrationCheckDeps): RegistrationCheck {
  const kept = createBoundedMap<string, { readonly registered: boolean; readonly until: number }>(maxKept)
  const asking = new Map<string, Promise<boolean>>()

  async function learn(query: RegistrationQuery, key: string): Promise<boolean> {
    const { registered, ends_in_ms } = await ask(query)
    const lives = registered ? Math.min(registeredMs, ends_in_ms) : refusedMs
    kept.set(key, { registered, until: clock.monotonic() + lives })
    return registered
  }

  return {
    known(query) {
      const answer = kept.get(keyOf(query))
      return answer !== undefined && answer.until > clock.monotonic() ? answer.registered : null
    },
    ask(query) {
      const key = keyOf(query)
      const running = asking.get(key) ?? learn(query, key).finally(() => asking.delete(key))
      asking.set(key, running)
      return running
    },
  }
}
