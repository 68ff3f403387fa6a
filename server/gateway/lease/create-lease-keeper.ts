import { Unavailable } from '#core/errors.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { QuotaKey } from '#core/quotas/lease.ts'
import type { LeaseClient } from '#core/quotas/lease-client.ts'
import type { Limit } from '#core/quotas/limit.ts'
import type { LeaseVerdict, QuotaLeases } from '#core/quotas/quota-leases.ts'
import { createReturnOutbox } from './create-return-outbox.ts'
import { firstSilentMs, LeaseAccount } from './lease-account.ts'

export interface LeaseKeeperDeps {
  readonly nodeId: string
  readonly client: LeaseClient
  readonly clock: Clock
  /** How often idle units are looked for; 500 ms. */
  readonly sweepEveryMs?: number
}

/** Day and month quotas of one gateway process. */
export interface LeaseKeeper extends QuotaLeases, AsyncDisposable {
  /** Gives everything back and keeps no reserve from now on. Resolves within about two seconds. */
  drain(): Promise<void>
}

/** The period of a verdict, so that units put back after its end are not spent in the next one. */
type KeptVerdict = LeaseVerdict & { readonly periodId?: string }
type AskedLimit = Pick<Limit, 'limit' | 'hard'>

const idleMs = 2_000
const forgetMs = 60_000
const emptyMs = 250
/** Pause before control is asked again after it did not answer: doubles up to this, so that an outage delays few calls. */
const maxSilentMs = 5_000
/** Answers that bring nobody forward in a row, at a period's very end, before the calls are left undecided. */
const maxAsks = 8

function nameOf(key: QuotaKey): string {
  return `${key.environment}|${key.application_id}|${key.beneficiary_id}|${key.api}|${key.limit_name}|${key.period}`
}

function undecided(cause: unknown): Unavailable {
  const detail = 'The quota cannot be checked now.'
  return new Unavailable({ problem: 'quota-undecided', detail, extensions: { retry_after: 1 }, cause })
}

/** Serves quotas from leased units. Callers of one quota share one question to control, first come first served. */
export function createLeaseKeeper(deps: LeaseKeeperDeps): LeaseKeeper {
  const { nodeId, client, clock } = deps
  const accounts = new Map<string, LeaseAccount>()
  const outbox = createReturnOutbox(nodeId, client)
  let isDraining = false

  function accountOf(key: QuotaKey, now: number): LeaseAccount {
    const name = nameOf(key)
    const known = accounts.get(name)
    if (known !== undefined) return known
    const account = new LeaseAccount(key, now)
    accounts.set(name, account)
    return account
  }

  function verdict(account: LeaseAccount, granted: number, leaseId: string | null, beyond: number): KeptVerdict {
    const resetMs = Math.max(0, account.periodEndsAt - clock.monotonic())
    return { granted, remaining: account.available + beyond, resetMs, leaseId, periodId: account.periodId }
  }

  function giveBack(account: LeaseAccount, units: number): void {
    outbox.add(account.release(units), account.periodEndsAt)
  }

  /** First come first served; when control had too little, those who cannot be served are refused. */
  function settle(account: LeaseAccount, isExhausted: boolean, now: number): void {
    const still: typeof account.waiting = []
    for (const waiter of account.waiting) {
      const leaseId = account.spend(waiter.cost, now)
      if (leaseId !== null) waiter.settle(verdict(account, waiter.cost, leaseId, account.left ?? 0))
      else if (isExhausted) waiter.settle(verdict(account, 0, null, 0))
      else still.push(waiter)
    }
    account.waiting = still
    if (!isExhausted) return
    account.emptyUntil = now + emptyMs
    if (account.available > 0) {
      giveBack(account, account.available)
      void outbox.flush(now)
    }
  }

  function failAll(account: LeaseAccount, cause: unknown): void {
    for (const waiter of account.waiting) {
      if (waiter.hard) waiter.fail(undecided(cause))
      else waiter.settle(verdict(account, waiter.cost, null, 0))
    }
    account.waiting = []
  }

  async function ask(account: LeaseAccount, limit: number): Promise<void> {
    account.asking = true
    try {
      for (let asks = 0; account.waiting.length > 0 || account.unanswered !== null; asks += 1) {
        if (asks === maxAsks) throw undecided('no progress')
        const sentAt = clock.monotonic()
        const request = account.unanswered ?? account.newRequest(nodeId, limit, sentAt, isDraining)
        account.unanswered = request
        const answer = await client.lease(request)
        account.unanswered = null
        account.silentMs = firstSilentMs
        const now = clock.monotonic()
        account.expire(now)
        account.receive(answer, sentAt, now)
        settle(account, answer.granted < request.asked, now)
      }
    } catch (error) {
      if (!(error instanceof Unavailable)) account.unanswered = null
      account.silentUntil = clock.monotonic() + account.silentMs
      account.silentMs = Math.min(account.silentMs * 2, maxSilentMs)
      failAll(account, error)
    } finally {
      account.asking = false
    }
  }

  function take(key: QuotaKey, limit: AskedLimit, cost: number): LeaseVerdict | Promise<LeaseVerdict> {
    const now = clock.monotonic()
    const account = accountOf(key, now)
    account.expire(now)
    if (account.waiting.length === 0) {
      const leaseId = account.spend(cost, now)
      const beyond = account.liveGateways === 1 ? (account.left ?? 0) : 0
      if (leaseId !== null) return verdict(account, cost, leaseId, beyond)
      if (account.emptyUntil > now) return verdict(account, 0, null, 0)
    }
    account.usedAt = now
    return new Promise((resolve, reject) => {
      account.waiting.push({ cost, hard: limit.hard, settle: resolve, fail: reject })
      if (account.asking) return
      if (account.silentUntil > now) failAll(account, 'control is silent')
      else void ask(account, limit.limit)
    })
  }

  function putBack(key: QuotaKey, taken: KeptVerdict): void {
    const account = accounts.get(nameOf(key))
    if (account === undefined || taken.leaseId === null || taken.granted === 0) return
    account.expire(clock.monotonic())
    if (account.periodId === taken.periodId) account.putBack(taken.leaseId, taken.granted)
  }

  function sweepOne(name: string, account: LeaseAccount, now: number): void {
    account.expire(now)
    const isQuiet = account.waiting.length === 0 && !account.asking
    if (isQuiet && account.unanswered !== null && now >= account.silentUntil) {
      void ask(account, account.unanswered.limit)
    }
    const isIdle = isDraining || now - account.usedAt >= idleMs
    const worthHolding = isIdle ? 0 : 2 * account.reserve(now) + 1
    if (isQuiet && account.available > worthHolding) giveBack(account, account.available - worthHolding)
    const isForgotten = now - account.usedAt >= forgetMs && account.available === 0 && account.unanswered === null
    if (isQuiet && isForgotten) accounts.delete(name)
  }

  async function sweep(): Promise<void> {
    const now = clock.monotonic()
    for (const [name, account] of accounts) sweepOne(name, account, now)
    await outbox.flush(now)
  }

  const timer = setInterval(() => void sweep(), deps.sweepEveryMs ?? 500)
  timer.unref()

  return {
    take,
    putBack,
    async drain() {
      isDraining = true
      await sweep()
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
    },
  }
}
