import { randomBytes, randomUUID } from 'node:crypto'
import { createAuditLogReader } from '#adapters/postgres/audit-log-reader.ts'
import { createAuditLogStore } from '#adapters/postgres/audit-log-store.ts'
import { createEventStore } from '#adapters/postgres/event-store.ts'
import { createExchangeStore } from '#adapters/postgres/exchange-store.ts'
import type { Database } from '#adapters/postgres/open-database.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import { acceptBatch } from '#core/audit/accept-batch.ts'
import type { AuditLogReader } from '#core/audit/audit-log-reader.ts'
import { chainLine, lineHash, noHead } from '#core/audit/chain-line.ts'
import { type CheckpointKey, deriveCheckpointKey } from '#core/audit/checkpoint-key.ts'
import { formatReceipt } from '#core/audit/receipt.ts'
import type { ExchangeDraft } from '#core/audit/record-sink.ts'
import { type SequencerDeps, sequenceRecords } from '#core/audit/sequence-records.ts'
import type { AdministrativeEvent } from '#core/events/event.ts'
import type { Transaction, UnitOfWork } from '#core/ports/unit-of-work.ts'
import { exchangeDraft } from './exchange-draft.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { openTestDatabase, type TestMachine } from './open-test-database.ts'

/** A gateway's chain as the gateway holds it. */
export interface TestChain {
  readonly gateway: string
  readonly chain: string
  readonly lines: string[]
  /** Receipt of record `seq`. */
  receipt(seq: number): string
}

/** The audit log on a real store, without gateways: chains are shipped by hand. */
export interface AuditWorld extends AsyncDisposable {
  readonly unitOfWork: UnitOfWork
  readonly clock: FakeClock
  readonly key: CheckpointKey
  readonly reader: AuditLogReader
  readonly deps: SequencerDeps
  openChain(gateway?: string, first?: TestChain): TestChain
  /** The chain grows by so many records, which are shipped. */
  ship(chain: TestChain, count: number, changes?: Partial<ExchangeDraft>): Promise<void>
  act(changes?: Partial<AdministrativeEvent>): Promise<void>
  /** Sequences all there is; a minute passes, so that a checkpoint follows. */
  checkpoint(): Promise<void>
  /** SQL of somebody who can write to the database. */
  tamper(statement: string): Promise<void>
}

/** On a store of its own, or on the one that is given; either is closed with it. */
export async function openAuditWorld(
  machine: TestMachine = 'pglite',
  now = '2026-03-02T09:00:00Z',
  given?: Database,
): Promise<AuditWorld> {
  const database = given ?? (await openTestDatabase(machine))
  const { unitOfWork } = database
  const clock = createFakeClock(Date.parse(now))
  const key = deriveCheckpointKey(randomBytes(32))
  const events = createEventStore(clock, createSystemRandom(clock))
  const deps: SequencerDeps = { unitOfWork, log: createAuditLogStore(), key, origin: 'http://portal.test', clock }
  const exchangeStore = createExchangeStore()

  function openChain(gateway = 'gateway-1', first?: TestChain): TestChain {
    const lines: string[] = []
    const chain = randomUUID()
    if (first !== undefined)
      lines.push(chainLine({ gateway, chain, seq: 1, previous: lineHash(first.lines.at(-1)!) }, exchangeDraft()))
    const receipt = (seq: number) => formatReceipt({ gateway, chain, seq, hash: lineHash(lines[seq - 1]!) })
    return { gateway, chain, lines, receipt }
  }

  async function ship(to: TestChain, count: number, changes: Partial<ExchangeDraft> = {}): Promise<void> {
    const { gateway, chain, lines } = to
    for (let added = 0; added < count; added += 1) {
      const previous = lines.length === 0 ? noHead : lineHash(lines.at(-1)!)
      lines.push(chainLine({ gateway, chain, seq: lines.length + 1, previous }, exchangeDraft(changes)))
    }
    await acceptBatch({ unitOfWork, exchangeStore }, { format_version: 1, gateway, chain, first_seq: 1, lines })
  }

  async function act(changes: Partial<AdministrativeEvent> = {}): Promise<void> {
    await unitOfWork.transaction((tx) =>
      events.append(tx, {
        type: 'authorization.opened',
        actor: { kind: 'system', id: null },
        organization_id: null,
        subject_type: 'authorization',
        subject_id: randomUUID(),
        data: { reference: 'A-1', nested: { b: [1, 2.5], a: 'é' } },
        ...changes,
      }),
    )
  }

  return {
    unitOfWork,
    clock,
    key,
    deps,
    reader: createAuditLogReader(),
    openChain,
    ship,
    act,
    async checkpoint() {
      while ((await sequenceRecords(deps)).hasMore);
      clock.advance(60_000)
      await sequenceRecords(deps)
    },
    tamper: (statement) =>
      unitOfWork.transaction(async (tx: Transaction) => {
        const [{ sql }, { inside }] = await Promise.all([
          import('kysely'),
          import('#adapters/postgres/unit-of-work.ts'),
        ])
        await sql.raw(statement).execute(inside(tx))
      }),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}
