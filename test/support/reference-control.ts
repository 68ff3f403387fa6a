import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Unavailable } from '#core/errors.ts'
import type { LeaseAnswer, LeaseRequest, LeaseReturn } from '#core/quotas/lease.ts'
import type { LeaseClient } from '#core/quotas/lease-client.ts'

interface KeptLease {
  readonly answer: LeaseAnswer
  readonly nodeId: string
  outstanding: number
}

/** One quota of control as the protocol promises it, in the fewest lines, with answers that get lost on request. */
export class ReferenceControl implements LeaseClient {
  leased = 0
  day = 0
  fate: 'answer' | 'lose the answer' | 'away' = 'answer'
  recallingAsks = 0
  readonly recalled = new Set<string>()
  readonly #held = new Map<string, number>()
  readonly #leases = new Map<string, KeptLease>()
  readonly #returns = new Set<string>()
  readonly #endsIn: () => number

  constructor(endsIn: () => number) {
    this.#endsIn = endsIn
  }

  nextDay(): void {
    this.day += 1
    this.leased = 0
    this.#held.clear()
  }

  /** Units granted to a node today and not returned. */
  outstandingOf(nodeId: string): number {
    const mine = [...this.#leases.values()].filter((lease) => lease.nodeId === nodeId)
    return mine.reduce((sum, lease) => sum + (lease.answer.period_id === `day ${this.day}` ? lease.outstanding : 0), 0)
  }

  async lease(request: LeaseRequest): Promise<LeaseAnswer> {
    if (this.fate === 'away') throw new Unavailable({ problem: 'unavailable' })
    const kept = this.#leases.get(request.request_id)?.answer ?? this.#grant(request)
    if (this.fate === 'lose the answer') throw new Unavailable({ problem: 'unavailable' })
    return { ...kept, period_ends_in_ms: kept.period_id === `day ${this.day}` ? this.#endsIn() : 0 }
  }

  async giveBack({ return_id, lease_id, units, node_id }: LeaseReturn): Promise<void> {
    if (this.fate === 'away') throw new Unavailable({ problem: 'unavailable' })
    const lease = [...this.#leases.values()].find(({ answer }) => answer.lease_id === lease_id)
    if (!this.#returns.has(return_id) && lease !== undefined) {
      assert.ok(units <= lease.outstanding, 'more is given back than was granted')
      this.#returns.add(return_id)
      lease.outstanding -= units
      if (lease.answer.period_id === `day ${this.day}`) this.leased -= units
      this.#held.set(node_id, Math.max(0, (this.#held.get(node_id) ?? 0) - units))
    }
    if (this.fate === 'lose the answer') throw new Unavailable({ problem: 'unavailable' })
  }

  #grant({ request_id, node_id, asked, limit, reserve = 0, held = 0 }: LeaseRequest): LeaseAnswer {
    const granted = Math.max(0, Math.min(asked, limit - this.leased))
    this.leased += granted
    this.#held.set(node_id, held + Math.max(0, granted - (asked - reserve)))
    const holders = [...this.#held].filter(([id, units]) => id !== node_id && units > 0)
    const isShort = granted < asked - reserve
    if (isShort && holders.length > 0) this.recallingAsks = 5
    for (const [id] of isShort ? holders : []) {
      this.recalled.add(id)
      this.#held.set(id, 0)
    }
    const recalling = isShort && this.recallingAsks-- > 0
    const period = { period_id: `day ${this.day}`, period_ends_at: '', period_ends_in_ms: 0 }
    const lease_id = randomUUID()
    const left = limit - this.leased
    const answer = { format_version: 1, lease_id, granted, left, ...period, live_gateways: 3, recalling } as const
    this.#leases.set(request_id, { answer, nodeId: node_id, outstanding: granted })
    return answer
  }
}
