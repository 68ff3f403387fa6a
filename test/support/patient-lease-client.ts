import { Unavailable } from '#core/errors.ts'
import type { LeaseClient } from '#core/quotas/lease-client.ts'

/** Whether control was there and merely slow: a loaded test machine, not an outage. */
function isSlow(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause.name === 'TimeoutError') return true
  return false
}

/** Repeats what timed out, as the protocol allows: the same request is answered the same. */
export function patientLeaseClient(client: LeaseClient): LeaseClient {
  async function insist<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof Unavailable) || !isSlow(error) || tries === 20) throw error
      }
    }
  }
  return {
    lease: (request) => insist(() => client.lease(request)),
    giveBack: (returned) => insist(() => client.giveBack(returned)),
  }
}
