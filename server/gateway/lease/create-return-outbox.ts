import { randomUUID } from 'node:crypto'
import { Unavailable } from '#core/errors.ts'
import type { LeaseReturn } from '#core/quotas/lease.ts'
import type { LeaseClient } from '#core/quotas/lease-client.ts'
import type { HeldUnits } from './lease-account.ts'

/** Units on their way back to control. */
export interface ReturnOutbox {
  /** `endsAt`: monotonic ms; after the period nobody needs the units. `done` is told of units that have arrived. */
  add(released: readonly HeldUnits[], endsAt: number, done: (units: number) => void): void
  /** Sends what waits; what control did not answer stays for the next time. */
  flush(now: number): Promise<void>
}

interface Waiting {
  readonly message: LeaseReturn
  readonly endsAt: number
  readonly done: (units: number) => void
}

export function createReturnOutbox(nodeId: string, client: LeaseClient): ReturnOutbox {
  const waiting = new Map<string, Waiting>()
  let flushing: Promise<void> | null = null

  async function sendAll(now: number): Promise<void> {
    for (const [id, { message, endsAt, done }] of waiting) {
      try {
        if (endsAt > now) await client.giveBack(message)
      } catch (error) {
        if (error instanceof Unavailable) return
      }
      waiting.delete(id)
      done(message.units)
    }
  }

  return {
    add(released, endsAt, done) {
      for (const { leaseId, units } of released) {
        const return_id = randomUUID()
        const message: LeaseReturn = { format_version: 1, return_id, node_id: nodeId, lease_id: leaseId, units }
        waiting.set(return_id, { message, endsAt, done })
      }
    },
    async flush(now) {
      // What was added while the last flush ended is not left to the next sweep.
      while (flushing !== null) await flushing
      flushing = sendAll(now).finally(() => {
        flushing = null
      })
      await flushing
    },
  }
}
