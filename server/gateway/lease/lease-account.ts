import { randomUUID } from 'node:crypto'
import type { LeaseAnswer, LeaseRequest, QuotaKey } from '#core/quotas/lease.ts'
import { leaseSize, reserveOf } from '#core/quotas/lease-size.ts'
import type { LeaseVerdict } from '#core/quotas/quota-leases.ts'

/** Units of one lease that this gateway has not spent. */
export interface HeldUnits {
  readonly leaseId: string
  units: number
}

/** A call that waits for units. */
interface Waiter {
  readonly cost: number
  readonly hard: boolean
  readonly settle: (verdict: LeaseVerdict) => void
  readonly fail: (error: unknown) => void
}

/** Horizon of the reserve: what the last ten seconds took is what the next ten may take. */
const horizonMs = 10_000

/** Pause before control is asked again after it did not answer once. */
export const firstSilentMs = 250

/** What a gateway knows about one quota: the units it holds, who waits, what control said last. Times are monotonic ms. */
export class LeaseAccount {
  readonly key: QuotaKey
  waiting: Waiter[] = []
  held: HeldUnits[] = []
  /** A request whose answer never came: sent again before anything else is asked, since it may have been granted. */
  unanswered: LeaseRequest | null = null
  asking = false
  /** Units nobody had leased at control's last answer. */
  left: number | null = null
  liveGateways = 1
  periodId = ''
  periodEndsAt = 0
  usedAt: number
  /** Until then control is not asked again: it had nothing left. */
  emptyUntil = 0
  /** Until then control is not asked again: it did not answer. */
  silentUntil = 0
  silentMs = firstSilentMs
  #windowStartedAt = 0
  #taken = 0
  #takenBefore = 0

  constructor(key: QuotaKey, now: number) {
    this.key = key
    this.usedAt = now
  }

  get available(): number {
    let sum = 0
    for (const { units } of this.held) sum += units
    return sum
  }

  /** A lease dies with its period. */
  expire(now: number): void {
    if (now < this.periodEndsAt) return
    this.held = []
    this.left = null
    this.emptyUntil = 0
    this.periodId = ''
  }

  /** Spends `cost` units when they are held, and names the first lease that gave some; else null. */
  spend(cost: number, now: number): string | null {
    if (this.available < cost) return null
    this.#roll(now)
    this.#taken += cost
    this.usedAt = now
    const leaseId = this.held[0]?.leaseId ?? null
    let missing = cost
    while (missing > 0) {
      const lease = this.held[0]!
      const part = Math.min(lease.units, missing)
      lease.units -= part
      missing -= part
      if (lease.units === 0) this.held.shift()
    }
    return leaseId
  }

  putBack(leaseId: string, units: number): void {
    const lease = this.held.find((each) => each.leaseId === leaseId)
    if (lease === undefined) this.held.push({ leaseId, units })
    else lease.units += units
    this.#taken = Math.max(0, this.#taken - units)
  }

  /** Units worth holding beyond what waits. */
  reserve(now: number): number {
    return reserveOf({ left: this.left, liveGateways: this.liveGateways, recent: this.#recent(now) })
  }

  newRequest(nodeId: string, limit: number, now: number, isDraining: boolean): LeaseRequest {
    const waiting = this.waiting.reduce((sum, { cost }) => sum + cost, 0) - this.available
    const left = isDraining ? null : this.left
    const size = leaseSize({ waiting, left, liveGateways: this.liveGateways, recent: this.#recent(now) })
    return {
      format_version: 1,
      request_id: randomUUID(),
      node_id: nodeId,
      key: this.key,
      limit,
      asked: Math.max(1, size),
    }
  }

  /** Takes in the answer to a request sent at `sentAt`: counted from then, the period never seems to end late. */
  receive(answer: LeaseAnswer, sentAt: number, now: number): void {
    const endsAt = sentAt + answer.period_ends_in_ms
    if (endsAt <= now) return
    if (answer.period_id !== this.periodId) this.held = []
    this.periodId = answer.period_id
    this.periodEndsAt = endsAt
    this.left = answer.left
    this.liveGateways = answer.live_gateways
    if (answer.granted > 0) this.held.push({ leaseId: answer.lease_id, units: answer.granted })
  }

  /** Takes units out to be given back, the newest lease first. What is taken out is never spent. */
  release(units: number): HeldUnits[] {
    const released: HeldUnits[] = []
    let missing = units
    while (missing > 0 && this.held.length > 0) {
      const lease = this.held.at(-1)!
      const part = Math.min(lease.units, missing)
      lease.units -= part
      missing -= part
      released.push({ leaseId: lease.leaseId, units: part })
      if (lease.units === 0) this.held.pop()
    }
    return released
  }

  #recent(now: number): number {
    this.#roll(now)
    const fraction = Math.min(1, (now - this.#windowStartedAt) / horizonMs)
    return this.#taken + this.#takenBefore * (1 - fraction)
  }

  #roll(now: number): void {
    const elapsed = now - this.#windowStartedAt
    if (elapsed < horizonMs) return
    this.#takenBefore = elapsed < 2 * horizonMs ? this.#taken : 0
    this.#taken = 0
    this.#windowStartedAt = now
  }
}
