import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { Unavailable } from '#core/errors.ts'
import type { LeaseAnswer, LeaseRequest, LeaseReturn, QuotaKey } from '#core/quotas/lease.ts'
import type { LeaseClient } from '#core/quotas/lease-client.ts'
import type { LeaseVerdict } from '#core/quotas/quota-leases.ts'
import { createLeaseKeeper, type LeaseKeeper } from '#gateway/lease/create-lease-keeper.ts'
import { createFakeClock } from '#support/fake-clock.ts'

const key: QuotaKey = {
  environment: 'production',
  application_id: randomUUID(),
  beneficiary_id: randomUUID(),
  api: 'quotient-familial',
  limit_name: 'day',
  period: 'day',
}
const dayMs = 86_400_000

/** Control as the protocol promises it, with answers that get lost on request. */
class ReferenceControl implements LeaseClient {
  leased = 0
  day = 0
  fate: 'answer' | 'lose the answer' | 'away' = 'answer'
  readonly #answers = new Map<string, LeaseAnswer>()
  readonly #outstanding = new Map<string, number>()
  readonly #returns = new Set<string>()
  readonly #gateways: number
  readonly #endsIn: () => number

  constructor(gateways: number, endsIn: () => number) {
    this.#gateways = gateways
    this.#endsIn = endsIn
  }

  nextDay(): void {
    this.day += 1
    this.leased = 0
  }

  async lease(request: LeaseRequest): Promise<LeaseAnswer> {
    if (this.fate === 'away') throw new Unavailable({ problem: 'unavailable' })
    const kept = this.#answers.get(request.request_id) ?? this.#grant(request)
    if (this.fate === 'lose the answer') throw new Unavailable({ problem: 'unavailable' })
    const isOver = kept.period_id !== `day ${this.day}`
    return { ...kept, period_ends_in_ms: isOver ? 0 : this.#endsIn() }
  }

  async giveBack(returned: LeaseReturn): Promise<void> {
    if (this.fate === 'away') throw new Unavailable({ problem: 'unavailable' })
    if (!this.#returns.has(returned.return_id)) {
      const outstanding = this.#outstanding.get(returned.lease_id) ?? 0
      assert.ok(returned.units <= outstanding, 'more is given back than was granted')
      this.#returns.add(returned.return_id)
      this.#outstanding.set(returned.lease_id, outstanding - returned.units)
      const isToday = [...this.#answers.values()].some(
        (answer) => answer.lease_id === returned.lease_id && answer.period_id === `day ${this.day}`,
      )
      if (isToday) this.leased -= returned.units
    }
    if (this.fate === 'lose the answer') throw new Unavailable({ problem: 'unavailable' })
  }

  #grant(request: LeaseRequest): LeaseAnswer {
    const granted = Math.max(0, Math.min(request.asked, request.limit - this.leased))
    this.leased += granted
    const answer: LeaseAnswer = {
      format_version: 1,
      lease_id: randomUUID(),
      granted,
      left: request.limit - this.leased,
      period_id: `day ${this.day}`,
      period_ends_at: '',
      period_ends_in_ms: 0,
      live_gateways: this.#gateways,
    }
    this.#answers.set(request.request_id, answer)
    this.#outstanding.set(answer.lease_id, granted)
    return answer
  }
}

const gateway = fc.nat(2)
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('burst' as const),
      gateway,
      calls: fc.integer({ min: 1, max: 60 }),
      cost: fc.integer({ min: 1, max: 3 }),
      putBack: fc.constantFrom('now' as const, 'later' as const, 'never' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('crash' as const), gateway }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('drain' as const), gateway }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('fate' as const),
      fate: fc.constantFrom('answer', 'lose the answer', 'away'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.constantFrom(300, 2_500, 12_000) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('midnight' as const) }) },
)

test('over three gateways, crashes, lost answers and midnights, no day admits more than its limit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.constantFrom(5, 80, 120, 1_000), async (steps, limit) => {
      const clock = createFakeClock(0)
      let midnight = clock.monotonic() + dayMs
      const control = new ReferenceControl(3, () => midnight - clock.monotonic())
      let admitted = 0
      const open = (): LeaseKeeper =>
        createLeaseKeeper({ nodeId: 'gateway-1', client: control, clock, sweepEveryMs: 60_000 })
      const keepers = [open(), open(), open()]
      const undecided: { keeper: LeaseKeeper; verdict: LeaseVerdict; day: number }[] = []

      function putBackOne(): void {
        const late = undecided.shift()
        if (late === undefined) return
        late.keeper.putBack(key, late.verdict)
        if (late.day === control.day && keepers.includes(late.keeper)) admitted -= late.verdict.granted
      }

      async function call(keeper: LeaseKeeper, cost: number, putBack: 'now' | 'later' | 'never'): Promise<void> {
        const verdict = await Promise.resolve()
          .then(() => keeper.take(key, { limit, hard: true }, cost))
          .catch((error: unknown) => {
            assert.ok(error instanceof Unavailable)
            return null
          })
        if (verdict === null || verdict.granted === 0) return
        assert.equal(verdict.granted, cost)
        assert.ok(verdict.leaseId !== null && verdict.remaining >= 0)
        if (putBack === 'now') {
          keeper.putBack(key, verdict)
          return
        }
        admitted += cost
        if (putBack === 'later') undecided.push({ keeper, verdict, day: control.day })
        assert.ok(admitted <= limit, `${admitted} of ${limit}`)
      }

      for (const each of steps) {
        putBackOne()
        if (each.type === 'burst') {
          const keeper = keepers[each.gateway]!
          await Promise.all(Array.from({ length: each.calls }, () => call(keeper, each.cost, each.putBack)))
        } else if (each.type === 'crash') {
          await keepers[each.gateway]![Symbol.asyncDispose]()
          keepers[each.gateway] = open()
        } else if (each.type === 'drain') {
          await keepers[each.gateway]!.drain()
          await keepers[each.gateway]![Symbol.asyncDispose]()
          keepers[each.gateway] = open()
        } else if (each.type === 'fate') {
          control.fate = each.fate as ReferenceControl['fate']
        } else if (each.type === 'wait') {
          clock.advance(each.ms)
        } else {
          clock.advance(midnight - clock.monotonic())
          midnight += dayMs
          control.nextDay()
          admitted = 0
        }
      }
      for (const keeper of keepers) await keeper[Symbol.asyncDispose]()
    }),
    { numRuns: 200 },
  )
})

test('without failures a small limit is spent to the last unit, in any order of gateways', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(gateway, { minLength: 12, maxLength: 40 }), async (order) => {
      const clock = createFakeClock(0)
      const control = new ReferenceControl(3, () => dayMs)
      const keepers = [0, 1, 2].map(() => createLeaseKeeper({ nodeId: 'gateway-1', client: control, clock }))
      let admitted = 0
      for (const index of order) admitted += (await keepers[index]!.take(key, { limit: 5, hard: true }, 1)).granted
      assert.equal(admitted, 5)
      for (const keeper of keepers) await keeper[Symbol.asyncDispose]()
    }),
    { numRuns: 50 },
  )
})

test('a granted answer that was lost is asked for again: no unit is stranded', async () => {
  const clock = createFakeClock(0)
  const control = new ReferenceControl(1, () => dayMs)
  await using keeper = createLeaseKeeper({ nodeId: 'gateway-1', client: control, clock })
  control.fate = 'lose the answer'
  await assert.rejects(async () => keeper.take(key, { limit: 5, hard: true }, 1), { problem: 'quota-undecided' })
  await assert.rejects(async () => keeper.take(key, { limit: 5, hard: true }, 1), { problem: 'quota-undecided' })
  control.fate = 'answer'
  clock.advance(300)
  let admitted = 0
  for (let calls = 0; calls < 8; calls += 1) {
    admitted += (await keeper.take(key, { limit: 5, hard: true }, 1)).granted
  }
  assert.equal(admitted, 5)
})

test('units put back after midnight are not spent on the new day', async () => {
  const clock = createFakeClock(0)
  const control = new ReferenceControl(1, () => dayMs)
  await using keeper = createLeaseKeeper({ nodeId: 'gateway-1', client: control, clock })
  const yesterday = await keeper.take(key, { limit: 5, hard: true }, 3)
  clock.advance(dayMs)
  control.nextDay()
  let admitted = (await keeper.take(key, { limit: 5, hard: true }, 1)).granted
  keeper.putBack(key, yesterday)
  for (let calls = 0; calls < 8; calls += 1) {
    admitted += (await keeper.take(key, { limit: 5, hard: true }, 1)).granted
  }
  assert.equal(admitted, 5)
})
