import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAuditLogReader } from '#adapters/postgres/audit-log-reader.ts'
import { createAuditLogStore } from '#adapters/postgres/audit-log-store.ts'
import { createClaimStore } from '#adapters/postgres/claim-store.ts'
import { createEventStore } from '#adapters/postgres/event-store.ts'
import { createExchangeStore } from '#adapters/postgres/exchange-store.ts'
import { createHoldingStore } from '#adapters/postgres/holding-store.ts'
import { createIssuerKeyStore } from '#adapters/postgres/issuer-key-store.ts'
import { createNodeStore } from '#adapters/postgres/node-store.ts'
import { createProtectedPersonStore } from '#adapters/postgres/protected-person-store.ts'
import { createQuotaAlertStore } from '#adapters/postgres/quota-alert-store.ts'
import { createQuotaStore } from '#adapters/postgres/quota-store.ts'
import { createSnapshotStore } from '#adapters/postgres/snapshot-store.ts'
import { createSubjectKeyStore } from '#adapters/postgres/subject-key-store.ts'
import { createSubjectRegistrationStore } from '#adapters/postgres/subject-registration-store.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import { createInternalListener, type InternalListener } from '#control-plane/internal/create-internal-listener.ts'
import { createCoveredRecords } from '#core/audit/covered-records.ts'
import type { Environment } from '#core/environment.ts'
import { deriveEnrolmentToken } from '#core/nodes/derive-enrolment-token.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import { deriveControlKey } from '#core/snapshot/control-key.ts'
import { initialisePlatform } from '#core/snapshot/initialise-platform.ts'
import type { SnapshotChange } from '#core/snapshot/snapshot-publisher.ts'
import { createSubjectKeyGiver } from '#core/subjects/give-subject-keys.ts'
import { openTestDatabase, type TestMachine } from './open-test-database.ts'

export const testMaster = Buffer.alloc(32, 7)

/** One replica of control: its internal listener on a real server. */
export interface ControlReplica extends AsyncDisposable {
  readonly url: string
  readonly listener: InternalListener
  readonly failures: unknown[]
}

/** A store with any number of control replicas over it. */
export interface ControlWorld extends AsyncDisposable {
  readonly unitOfWork: UnitOfWork
  /** Starts a replica; on the same port as before when it is given. */
  startControl(options?: {
    port?: number
    clock?: Clock
    timeZone?: string
    witnesses?: readonly string[]
  }): Promise<ControlReplica>
  publish(replica: ControlReplica, environment: Environment, changes: readonly SnapshotChange[]): Promise<number>
  /** Resolves when the node has reported this revision. */
  reported(nodeId: string, revision: number): Promise<void>
}

export async function openControlWorld(machine: TestMachine = 'pglite'): Promise<ControlWorld> {
  const database = await openTestDatabase(machine)
  const { unitOfWork } = database
  const snapshotStore = createSnapshotStore()
  const random = createSystemRandom(createSystemClock())
  await unitOfWork.transaction((tx) => initialisePlatform({ snapshotStore, random }, tx, 'demo'))

  async function startControl(
    options: { port?: number; clock?: Clock; timeZone?: string; witnesses?: readonly string[] } = {},
  ): Promise<ControlReplica> {
    const failures: unknown[] = []
    const listener = createInternalListener({
      unitOfWork,
      snapshotStore,
      nodeStore: createNodeStore(),
      quotaStore: createQuotaStore(),
      holdingStore: createHoldingStore(),
      quotaAlertStore: createQuotaAlertStore(),
      events: createEventStore(options.clock ?? createSystemClock(), random),
      exchangeStore: createExchangeStore(),
      auditLog: createAuditLogStore(),
      coveredRecords: createCoveredRecords(createAuditLogReader(), options.witnesses ?? []),
      claimStore: createClaimStore(),
      issuerKeyStore: createIssuerKeyStore(),
      subjectKeys: createSubjectKeyGiver({
        unitOfWork,
        subjectKeys: createSubjectKeyStore(),
        protectedHashes: createProtectedPersonStore().hashes,
        clock: options.clock ?? createSystemClock(),
        random,
        master: testMaster,
      }),
      subjectRegistrations: createSubjectRegistrationStore(),
      controlKey: deriveControlKey(testMaster),
      enrolmentToken: deriveEnrolmentToken(testMaster),
      clock: options.clock ?? createSystemClock(),
      random,
      timeZone: options.timeZone ?? 'Europe/Paris',
      stalenessLimitMs: 86_400_000,
      publicUrl: 'http://portal.test',
      onFailure: (error) => failures.push(error),
    })
    const server = createServer(listener.handle)
    await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      listener,
      failures,
      async [Symbol.asyncDispose]() {
        await listener[Symbol.asyncDispose]()
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      },
    }
  }

  return {
    unitOfWork,
    startControl,
    publish: (replica, environment, changes) =>
      unitOfWork.transaction((tx) => replica.listener.snapshotPublisher.publish(tx, environment, changes)),
    reported: (nodeId, revision) =>
      eventually(`${nodeId} reports revision ${revision}`, async () => {
        const nodes = await unitOfWork.read((tx) => createNodeStore().list(tx, null))
        const node = nodes.find((each) => each.node_id === nodeId)
        return node !== undefined && node.epoch !== null && node.revision >= revision
      }),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

/** A directory that is removed at the end. */
export async function temporaryDirectory(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), `octroi-${randomBytes(3).toString('hex')}-`))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** Resolves when `condition` holds; rejects, saying what was waited for, after `withinMs`. */
export async function eventually(
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 3_000,
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain: ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
