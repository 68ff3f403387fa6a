import { setTimeout as sleep } from 'node:timers/promises'
import { Unavailable } from '#core/errors.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { LeaseRecall, QuotaKey } from '#core/quotas/lease.ts'
import type { LeaseClient } from '#core/quotas/lease-client.ts'
import type { Limit } from '#core/quotas/limit.ts'
import type { LeaseVerdict, QuotaLeases } from '#core/quotas/quota-leases.ts'
import type { BootClock } from '#kit/boot-clock.ts'
import type { LeaseJournal } from './create-lease-journal.ts'
import { createReserveVault } from './create-reserve-vault.ts'
import { createReturnOutbox } from './create-return-outbox.ts'
import { firstSilentMs, type HeldUnits, LeaseAccount } from './lease-account.ts'

export interface LeaseKeeperDeps {
  readonly nodeId: string
  readonly client: LeaseClient
  readonly clock: Clock
  /** How often idle units are looked for; 500 ms. */
  readonly sweepEveryMs?: number
  /** Where reserves are kept over a crash; without one a crash loses them. */
  readonly journal?: LeaseJournal
  readonly bootClock?: BootClock
  /** Waits while others give units back; a test's own. */
  readonly pause?: (ms: number) => Promise<unknown>
  readonly onFailure?: (error: unknown) => void
}

/** Day and month quotas of one gateway process. */
export interface LeaseKeeper extends QuotaLeases, AsyncDisposable {
  /** Takes up the reserves that the last process left on disk. Call it before the first `take`. */
  restore(): Promise<void>
  /** Somebody else needs units: gives back all that no call waits for. */
  recall(message: Pick<LeaseRecall, 'key' | 'period_id'>): void
  /** What is held now: quotas known, units not spent, calls that wait. */
  holdings(): { readonly quotas: number; readonly units: number; readonly callsWaiting: number }
  /** Gives everything back and keeps no reserve from now on. Resolves within about two seconds. */
  drain(): Promise<void>
}

/** The period of a verdict, so that units put back after its end are not spent in the next one. */
type KeptVerdict = LeaseVerdict & { readonly periodId?: string }
type AskedLimit = Pick<Limit, 'limit' | 'hard' | 'outage_reserve'>

const idleMs = 2_000
const forgetMs = 60_000
const emptyMs = 250
/** Pause before control is asked again after it did not answer: doubles up to this, so that an outage delays few calls. */
const maxSilentMs = 5_000
/** Answers that bring nobody forward in a row, at a period's very end, before the calls are left undecided. */
const maxAsks = 8
/** While others give back: how often control is asked again, and how often at most. Control recalls for about a second. */
const recallPauseMs = 40
const maxRecallAsks = 60

function nameOf(key: QuotaKey): string {
  return `${key.environment}|${key.application_id}|${key.beneficiary_id}|${key.api}|${key.limit_name}|${key.period}`
}

function undecided(cause: unknown): Unavailable {
  const detail = 'The quota cannot be checked now.'
  return new Unavailable({ problem: 'quota-undecided', detail, extensions: { retry_after: 1 }, cause })
}

const noJournal: LeaseJournal = { read: async () => [], write: async () => {} }
const noBootClock: BootClock = { id: null, now: () => 0 }

/** Serves quotas from leased units. Callers of one quota share one question to control, first come first served. */
export function createLeaseKeeper(deps: LeaseKeeperDeps): LeaseKeeper {
  const { nodeId, client, clock, journal = noJournal, bootClock = noBootClock, pause = sleep } = deps
  const accounts = new Map<string, LeaseAccount>()
  const outbox = createReturnOutbox(nodeId, client)
  const onFailure = deps.onFailure ?? (() => {})
  const vault = createReserveVault({ journal, clock, bootClock, accounts: () => accounts.values(), onFailure })
  const isSealing = deps.journal !== undefined
  /** Names by the keys that rules of grants keep, so that they are not written again for each call. */
  const names = new WeakMap<QuotaKey, string>()
  let isDraining = false

  function nameFor(key: QuotaKey): string {
    const known = names.get(key)
    if (known !== undefined) return known
    const name = nameOf(key)
    names.set(key, name)
    return name
  }

  function accountOf(key: QuotaKey, now: number): LeaseAccount {
    const name = nameFor(key)
    const known = accounts.get(name)
    if (known !== undefined) return known
    const account = new LeaseAccount(key, now)
    accounts.set(name, account)
    return account
  }

  function verdict(account: LeaseAccount, granted: number, leaseId: string | null, beyond: number): KeptVerdict {
    const resetMs = Math.max(0, account.periodEndsAt - clock.monotonic())
    const remaining = account.available + (account.sealed.length === 0 ? 0 : account.sealedUnits) + beyond
    return { granted, remaining, resetMs, leaseId, periodId: account.periodId }
  }

  function giveBack(account: LeaseAccount, released: readonly HeldUnits[]): void {
    for (const { units } of released) account.returning += units
    outbox.add(released, account.periodEndsAt, (units) => {
      account.returning -= units
    })
  }

  async function giveBackSealed(account: LeaseAccount): Promise<void> {
    if (account.sealed.length > 0 && !account.unsealing) giveBack(account, await vault.empty(account))
  }

  /** Serves those who wait, in order; `isExhausted`: control had too little, and those left over are refused. */
  function settle(account: LeaseAccount, isExhausted: boolean, now: number): void {
    const still: typeof account.waiting = []
    let isRefusing = false
    for (const waiter of account.waiting) {
      const leaseId = account.spend(waiter.cost, now)
      if (leaseId !== null) waiter.settle(verdict(account, waiter.cost, leaseId, account.left ?? 0))
      else if (isExhausted) {
        isRefusing = true
        waiter.settle(verdict(account, 0, null, 0))
      } else still.push(waiter)
    }
    account.waiting = still
    if (!isRefusing) return
    account.emptyUntil = now + emptyMs
    if (account.available > 0) {
      giveBack(account, account.release(account.available))
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

  /** One question and its answer. True when the next one should wait for others to give back. */
  async function askOnce(account: LeaseAccount): Promise<{ granted: number; recalling: boolean }> {
    const sentAt = clock.monotonic()
    const request = account.unanswered ?? account.newRequest(nodeId, sentAt, isDraining)
    account.unanswered = request
    const answer = await client.lease(request)
    account.unanswered = null
    account.silentMs = firstSilentMs
    const now = clock.monotonic()
    account.expire(now)
    account.receive(answer, sentAt, now)
    const recalling = answer.recalling === true
    // A reserve that was cut short says nothing about calls that came meanwhile: they are asked for next.
    const isShort = answer.granted < request.asked - (request.reserve ?? 0)
    settle(account, isShort && answer.left === 0 && !recalling, now)
    return { granted: answer.granted, recalling }
  }

  async function ask(account: LeaseAccount, isTopUp = false): Promise<void> {
    account.asking = true
    let fruitless = 0
    let recalls = 0
    try {
      for (let first = isTopUp; first || account.waiting.length > 0 || account.unanswered !== null; first = false) {
        if (fruitless === maxAsks || recalls === maxRecallAsks) throw undecided('no progress')
        const { granted, recalling } = await askOnce(account)
        fruitless = granted > 0 || recalling ? 0 : fruitless + 1
        if (!recalling || account.waiting.length === 0) continue
        recalls += 1
        if (granted === 0) await pause(recallPauseMs)
      }
      if (isSealing && !isDraining) vault.seal(account, clock.monotonic())
    } catch (error) {
      if (!(error instanceof Unavailable)) account.unanswered = null
      account.silentUntil = clock.monotonic() + account.silentMs
      account.silentMs = Math.min(account.silentMs * 2, maxSilentMs)
      // What is sealed may still serve those who wait; when it does not, control is known to be silent.
      if (account.sealed.length > 0 || account.unsealing) pursue(account)
      else failAll(account, error)
    } finally {
      account.asking = false
      if (account.isRecalled) void yieldUnits(account)
    }
  }

  /** For calls that wait: what is sealed first, then control, unless it is known to be silent. */
  function pursue(account: LeaseAccount): void {
    if (account.waiting.length === 0 || account.unsealing) return
    if (account.sealed.length > 0) openShare(account, clock.monotonic())
    else pursueWithControl(account)
  }

  /** Opens the next share of what is sealed, for calls that wait or soon will. */
  function openShare(account: LeaseAccount, now: number): void {
    vault.open(account, now, (isOpen) => {
      const at = clock.monotonic()
      account.expire(at)
      settle(account, false, at)
      if (isOpen) pursue(account)
      else pursueWithControl(account)
      if (account.isRecalled && !account.asking) void yieldUnits(account)
    })
  }

  function pursueWithControl(account: LeaseAccount): void {
    if (account.waiting.length === 0 || account.asking) return
    if (account.silentUntil > clock.monotonic()) failAll(account, 'control is silent')
    else void ask(account)
  }

  function take(key: QuotaKey, limit: AskedLimit, cost: number): LeaseVerdict | Promise<LeaseVerdict> {
    const now = clock.monotonic()
    const account = accountOf(key, now)
    account.limit = limit.limit
    account.hasOutageReserve = limit.outage_reserve === true
    account.expire(now)
    if (account.waiting.length === 0) {
      const leaseId = account.spend(cost, now)
      const beyond = account.liveGateways === 1 ? (account.left ?? 0) : 0
      if (leaseId !== null) {
        if (account.sealed.length > 0 && account.available < account.openShare(now) / 2) openShare(account, now)
        return verdict(account, cost, leaseId, beyond)
      }
      if (account.emptyUntil > now && account.sealed.length === 0) return verdict(account, 0, null, 0)
    }
    account.usedAt = now
    return new Promise((resolve, reject) => {
      account.waiting.push({ cost, hard: limit.hard, settle: resolve, fail: reject })
      pursue(account)
    })
  }

  function putBack(key: QuotaKey, taken: KeptVerdict): void {
    const account = accounts.get(nameOf(key))
    if (account === undefined || taken.leaseId === null || taken.granted === 0) return
    account.expire(clock.monotonic())
    if (account.periodId === taken.periodId) account.putBack(taken.leaseId, taken.granted)
  }

  async function sweepOne(name: string, account: LeaseAccount, now: number): Promise<void> {
    account.expire(now)
    if (account.waiting.length > 0 || account.asking) return
    const canAsk = now >= account.silentUntil
    if (account.unanswered !== null && canAsk) void ask(account)
    const reserve = isDraining ? 0 : account.reserve(now)
    const holding = account.available + account.sealedUnits
    if (account.hasOutageReserve && !isDraining) {
      if (canAsk && holding < 0.9 * reserve && account.emptyUntil <= now) void ask(account, true)
      return
    }
    const isIdle = isDraining || now - account.usedAt >= idleMs
    const worthHolding = isIdle ? 0 : 2 * reserve + 1
    if (holding > worthHolding) {
      if (isIdle) await giveBackSealed(account)
      if (account.available > worthHolding) {
        giveBack(account, account.release(account.available - worthHolding))
      }
    }
    const isEmpty = account.available + account.sealedUnits === 0 && !account.unsealing
    const isForgotten = now - account.usedAt >= forgetMs && isEmpty && account.unanswered === null
    if (isForgotten && account.waiting.length === 0) accounts.delete(name)
  }

  async function sweep(): Promise<void> {
    const now = clock.monotonic()
    await Promise.all(Array.from(accounts, ([name, account]) => sweepOne(name, account, now)))
    await outbox.flush(now)
  }

  /** What an answer on its way still brings is given back when it is there. */
  async function yieldUnits(account: LeaseAccount): Promise<void> {
    account.left = 0
    account.isRecalled = account.asking || account.unsealing
    const spare = account.available - account.needed
    if (spare > 0) giveBack(account, account.release(spare))
    await giveBackSealed(account)
    await outbox.flush(clock.monotonic())
  }

  const timer = setInterval(() => void sweep(), deps.sweepEveryMs ?? 500)
  timer.unref()

  return {
    take,
    putBack,
    async restore() {
      for (const account of await vault.restore()) accounts.set(nameOf(account.key), account)
    },
    recall({ key, period_id }) {
      const account = accounts.get(nameOf(key))
      if (account !== undefined && account.periodId === period_id) void yieldUnits(account)
    },
    holdings() {
      let units = 0
      let callsWaiting = 0
      for (const account of accounts.values()) {
        units += account.available + account.sealedUnits
        callsWaiting += account.waiting.length
      }
      return { quotas: accounts.size, units, callsWaiting }
    },
    async drain() {
      isDraining = true
      await sweep()
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
    },
  }
}
