import { randomUUID } from 'node:crypto'
import type { LeaseAnswer, LeaseRequest, QuotaKey } from '#core/quotas/lease.ts'
import type { LeaseVerdict } from '#core/quotas/quota-leases.ts'
import { outageTens, reserveOf } from '#core/quotas/reserve-of.ts'
import { RecentRate } from './recent-rate.ts'

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

/** Pause before control is asked again after it did not answer once. */
export const firstSilentMs = 250

/** Fewest units left open for spending when the rest of a reserve is sealed. */
const leastOpen = 20

/** What a gateway knows about one quota: the units it holds, who waits, what control said last. Times are monotonic ms. */
export class LeaseAccount {
  readonly key: QuotaKey
  /** Of the last call: plans change. */
  limit = 0
  hasOutageReserve = false
  waiting: Waiter[] = []
  /** Units open for spending. */
  held: HeldUnits[] = []
  /** Units kept on disk as unspent: nothing of them is spent before the disk knows less of them. */
  sealed: HeldUnits[] = []
  /** Units on their way back to control, which still counts them as held here. */
  returning = 0
  /** Sealed units are being opened or given back. */
  unsealing = false
  /** A request whose answer never came: sent again before anything else is asked, since it may have been granted. */
  unanswered: LeaseRequest | null = null
  asking = false
  /** Others need units: what is not waited for goes back as soon as control has answered. */
  isRecalled = false
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
  readonly #rate = new RecentRate()

  constructor(key: QuotaKey, now: number) {
    this.key = key
    this.usedAt = now
  }

  /** Units open for spending. */
  get available(): number {
    return sumOf(this.held)
  }

  get sealedUnits(): number {
    return sumOf(this.sealed)
  }

  /** Units the calls that wait need. */
  get needed(): number {
    let sum = 0
    for (const { cost } of this.waiting) sum += cost
    return sum
  }

  /** A lease dies with its period. */
  expire(now: number): void {
    if (now < this.periodEndsAt) return
    this.held = []
    this.sealed = []
    this.left = null
    this.emptyUntil = 0
    this.periodId = ''
  }

  /** Spends `cost` units when they are held, and names the first lease that gave some; else null. */
  spend(cost: number, now: number): string | null {
    if (this.available < cost) return null
    this.#rate.add(cost, now)
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
    addUnits(this.held, leaseId, units)
    this.#rate.remove(units)
  }

  /** Units worth holding beyond what waits. */
  reserve(now: number): number {
    const tens = this.hasOutageReserve ? outageTens : 1
    return reserveOf({ left: this.left, liveGateways: this.liveGateways, recent: this.#rate.recent(now), tens })
  }

  /** Units to leave open when the rest is sealed, for about two seconds: what a crash may lose. */
  openShare(now: number): number {
    return Math.max(leastOpen, this.#rate.recent(now) / 4, this.sealedUnits / 32)
  }

  newRequest(nodeId: string, now: number, isDraining: boolean): LeaseRequest {
    const holding = this.available + this.sealedUnits
    const missing = Math.max(0, this.needed - holding)
    const held = Math.max(0, holding - this.needed)
    const reserve = isDraining ? 0 : Math.max(0, this.reserve(now) - held)
    return {
      format_version: 1,
      request_id: randomUUID(),
      node_id: nodeId,
      key: this.key,
      limit: this.limit,
      asked: Math.max(1, missing + reserve),
      reserve: missing + reserve === 0 ? 1 : reserve,
      held: held + this.returning,
    }
  }

  /** Takes in the answer to a request sent at `sentAt`: counted from then, the period never seems to end late. */
  receive(answer: LeaseAnswer, sentAt: number, now: number): void {
    const endsAt = sentAt + answer.period_ends_in_ms
    if (endsAt <= now) return
    if (answer.period_id !== this.periodId) {
      this.held = []
      this.sealed = []
    }
    this.periodId = answer.period_id
    this.periodEndsAt = endsAt
    this.left = answer.left
    this.liveGateways = answer.live_gateways
    if (answer.granted > 0) this.held.push({ leaseId: answer.lease_id, units: answer.granted })
  }

  /** Takes open units out, the newest lease first. What is taken out is never spent. */
  release(units: number): HeldUnits[] {
    return takeUnits(this.held, units)
  }

  /** Moves open units beyond `open` under the seal. */
  seal(open: number): void {
    for (const { leaseId, units } of this.release(Math.floor(this.available - open))) {
      addUnits(this.sealed, leaseId, units)
    }
  }

  /** Takes sealed units out. They are nobody's until the disk knows. */
  unseal(units: number): HeldUnits[] {
    return takeUnits(this.sealed, Math.ceil(units))
  }
}

function sumOf(leases: readonly HeldUnits[]): number {
  let sum = 0
  for (const { units } of leases) sum += units
  return sum
}

/** Adds units of a lease to a list. */
export function addUnits(leases: HeldUnits[], leaseId: string, units: number): void {
  const lease = leases.find((each) => each.leaseId === leaseId)
  if (lease === undefined) leases.push({ leaseId, units })
  else lease.units += units
}

function takeUnits(leases: HeldUnits[], units: number): HeldUnits[] {
  const taken: HeldUnits[] = []
  let missing = units
  while (missing > 0 && leases.length > 0) {
    const lease = leases.at(-1)!
    const part = Math.min(lease.units, missing)
    lease.units -= part
    missing -= part
    taken.push({ leaseId: lease.leaseId, units: part })
    if (lease.units === 0) leases.pop()
  }
  return taken
}
