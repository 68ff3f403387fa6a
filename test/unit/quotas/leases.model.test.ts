import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { Unavailable } from '#core/errors.ts'
import type { QuotaKey } from '#core/quotas/lease.ts'
import type { LeaseClient } from '#core/quotas/lease-client.ts'
import type { LeaseJournal, SealedLease } from '#gateway/lease/create-lease-journal.ts'
import { createLeaseKeeper, type LeaseKeeper } from '#gateway/lease/create-lease-keeper.ts'
import { createFakeClock } from '#support/fake-clock.ts'
import { ReferenceControl } from '#support/reference-control.ts'

const key: QuotaKey = {
  environment: 'production',
  application_id: randomUUID(),
  beneficiary_id: randomUUID(),
  api: 'quotient-familial',
  limit_name: 'day',
  period: 'day',
}
const dayMs = 86_400_000
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A disk: what was written last is what the next life reads. It may refuse, or be so slow that a crash comes first. */
class Disk implements LeaseJournal {
  isFull = false
  isStalled = false
  kept: readonly SealedLease[]

  constructor(kept: readonly SealedLease[] = []) {
    this.kept = kept
  }

  async read(): Promise<readonly SealedLease[]> {
    return this.kept
  }

  async write(state: () => readonly SealedLease[]): Promise<void> {
    await turn()
    if (this.isStalled) await new Promise(() => {})
    if (this.isFull) throw new Error('no space left')
    this.kept = structuredClone(state())
  }
}

function gone(): never {
  throw new Unavailable({ problem: 'unavailable' })
}

interface Gateway {
  readonly nodeId: string
  disk: Disk
  keeper: LeaseKeeper
  /** Answers to calls of an earlier life reach nobody. */
  life: number
  /** Units its calls used today. */
  spent: number
  /** Units no life of it can use today: open at a crash, or on a disk that was lost. */
  lost: number
}

class World {
  readonly clock = createFakeClock(0)
  midnight = this.clock.monotonic() + dayMs
  readonly control = new ReferenceControl(() => this.midnight - this.clock.monotonic())
  readonly gateways: Gateway[] = []
  readonly limit: number
  readonly outage: boolean
  losesRecalls = false

  constructor(limit: number, outage: boolean) {
    this.limit = limit
    this.outage = outage
  }

  get admitted(): number {
    return this.gateways.reduce((sum, { spent }) => sum + spent, 0)
  }

  async start(): Promise<void> {
    for (const nodeId of ['gateway-1', 'gateway-2', 'gateway-3']) {
      const disk = new Disk()
      this.gateways.push({ nodeId, disk, keeper: await this.open(nodeId, disk), life: 0, spent: 0, lost: 0 })
    }
  }

  async open(nodeId: string, journal: Disk): Promise<LeaseKeeper> {
    const { control, clock } = this
    const life = this.gateways.find((each) => each.nodeId === nodeId)?.life ?? 0
    const isDead = () => (this.gateways.find((each) => each.nodeId === nodeId)?.life ?? 0) !== life
    const client: LeaseClient = {
      lease: async (request) => (isDead() ? gone() : control.lease(request)),
      giveBack: async (returned) => (isDead() ? gone() : control.giveBack(returned)),
    }
    const bootClock = { id: 'boot', now: () => clock.monotonic() }
    const pause = () => this.deliverRecalls()
    const keeper = createLeaseKeeper({ nodeId, client, clock, journal, bootClock, pause, sweepEveryMs: 86_400_000 })
    await keeper.restore()
    return keeper
  }

  async deliverRecalls(): Promise<void> {
    for (const { nodeId, keeper } of this.gateways) {
      const isRecalled = this.control.recalled.delete(nodeId) && !this.losesRecalls
      if (isRecalled) keeper.recall({ key, period_id: `day ${this.control.day}` })
    }
    for (let turns = 0; turns < 5; turns += 1) await turn()
  }

  async call(gateway: Gateway, cost: number, isPutBack: boolean): Promise<void> {
    const { life } = gateway
    const asked = { limit: this.limit, hard: true, outage_reserve: this.outage }
    const verdict = await Promise.resolve()
      .then(() => gateway.keeper.take(key, asked, cost))
      .catch((error: unknown) => {
        assert.ok(error instanceof Unavailable, String(error))
        return null
      })
    if (verdict === null || verdict.granted === 0 || gateway.life !== life) return
    assert.equal(verdict.granted, cost)
    if (isPutBack) return gateway.keeper.putBack(key, verdict)
    gateway.spent += cost
    assert.ok(this.admitted <= this.limit, `${this.admitted} of ${this.limit}`)
  }

  /** The process ends at once; the next one has its disk, or an empty one. */
  async crash(gateway: Gateway, losesDisk: boolean): Promise<void> {
    gateway.life += 1
    await gateway.keeper[Symbol.asyncDispose]()
    // Writes on their way end with the process.
    gateway.disk = new Disk(losesDisk ? [] : gateway.disk.kept)
    const kept = gateway.disk.kept.filter(({ period_id }) => period_id === `day ${this.control.day}`)
    const onDisk = kept.reduce((sum, { units }) => sum + units, 0)
    gateway.lost = this.control.outstandingOf(gateway.nodeId) - gateway.spent - onDisk
    assert.ok(gateway.lost >= 0, 'the disk holds no unit that was spent or given back')
    gateway.keeper = await this.open(gateway.nodeId, gateway.disk)
  }

  async passMidnight(): Promise<void> {
    this.clock.advance(this.midnight - this.clock.monotonic())
    this.midnight += dayMs
    this.control.nextDay()
    for (const each of this.gateways) Object.assign(each, { spent: 0, lost: 0 })
  }

  async sweepAll(): Promise<void> {
    for (let round = 0; round < 4; round += 1) {
      this.clock.advance(6_000)
      for (const { keeper } of this.gateways) await keeper.drain()
      await this.deliverRecalls()
    }
  }
}

const gateway = fc.nat(2)
const commands = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constant('calls'), gateway, fc.integer({ min: 1, max: 90 }), fc.nat(9)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('crash'), gateway, fc.nat(3), fc.nat(0)) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('crash before the disk knows'), gateway, fc.nat(400), fc.nat(2)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('fate'), fc.nat(2), fc.nat(0), fc.nat(0)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('recalls are lost'), fc.nat(1), fc.nat(0), fc.nat(0)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('disk full'), gateway, fc.nat(1), fc.nat(0)) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('time'), fc.nat(2), fc.nat(0), fc.nat(0)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('midnight'), fc.nat(0), fc.nat(0), fc.nat(0)) },
)

async function obey(world: World, [name, which, count, detail]: readonly [string, number, number, number]) {
  const chosen = world.gateways[which]!
  const burst = (calls: number) =>
    Promise.all(
      Array.from({ length: calls }, (_, index) =>
        world.call(chosen, 1 + (detail % 3), detail === 9 && index % 2 === 0),
      ),
    )
  if (name === 'calls') await burst(count)
  if (name === 'crash') await world.crash(chosen, count === 0)
  if (name === 'crash before the disk knows') {
    chosen.disk.isStalled = true
    void burst(count)
    await world.deliverRecalls()
    await world.crash(chosen, false)
  }
  if (name === 'fate') world.control.fate = (['answer', 'lose the answer', 'away'] as const)[which]!
  if (name === 'recalls are lost') world.losesRecalls = which === 1
  if (name === 'disk full') chosen.disk.isFull = count === 1
  if (name === 'time') world.clock.advance([300, 2_500, 12_000][which]!)
  if (name === 'midnight') await world.passMidnight()
  await world.deliverRecalls()
}

test('R2, R3: whatever fails, admitted <= limit, and the day is short by what open shares and lost disks held at most', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(commands, { maxLength: 30 }),
      fc.constantFrom(5, 80, 300, 2_000),
      fc.boolean(),
      async (steps, limit, outage) => {
        const world = new World(limit, outage)
        await world.start()
        for (const step of steps) await obey(world, step)
        world.control.fate = 'answer'
        world.losesRecalls = false
        for (const { disk } of world.gateways) disk.isFull = false
        await world.sweepAll()
        const lost = world.gateways.reduce((sum, each) => sum + each.lost, 0)
        assert.ok(world.admitted <= world.control.leased, 'what was admitted is leased')
        assert.equal(world.control.leased - world.admitted, lost, 'every other unit is with control again')
        for (const { keeper } of world.gateways) await keeper[Symbol.asyncDispose]()
      },
    ),
    { numRuns: 150 },
  )
})

test('R2: five are five over three gateways, whatever crashes between the calls', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(gateway, fc.boolean()), { minLength: 12, maxLength: 30 }), async (order) => {
      const world = new World(5, true)
      await world.start()
      for (const [index, crashes] of order) {
        await world.call(world.gateways[index]!, 1, false)
        if (crashes) await world.crash(world.gateways[index]!, true)
      }
      assert.equal(world.admitted, 5)
      for (const { keeper } of world.gateways) await keeper[Symbol.asyncDispose]()
    }),
    { numRuns: 60 },
  )
})

test('R3: without faults one gateway gets what all the others hold, to the last unit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(gateway, fc.integer({ min: 1, max: 60 })), { maxLength: 8 }),
      fc.constantFrom(80, 300, 2_000),
      fc.boolean(),
      async (bursts, limit, outage) => {
        const world = new World(limit, outage)
        await world.start()
        for (const [which, calls] of bursts) await obey(world, ['calls', which, calls, 0])
        for (let calls = 0; calls < limit + 50; calls += 50) await obey(world, ['calls', 2, 50, 0])
        assert.equal(world.admitted, limit)
        for (const { keeper } of world.gateways) await keeper[Symbol.asyncDispose]()
      },
    ),
    { numRuns: 60 },
  )
})
