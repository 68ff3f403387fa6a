import type { Environment } from '#core/environment.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import type { HoldingStore } from '#core/quotas/holding-store.ts'
import type { ControlKey } from '#core/snapshot/control-key.ts'
import { type SignedHeader, signHeader } from '#core/snapshot/sign-header.ts'
import type { WireEntry } from '#core/snapshot/snapshot.ts'
import type { SnapshotHead, SnapshotStore } from '#core/snapshot/snapshot-store.ts'
import { createRecallSender } from './recall-sender.ts'
import type { Watcher } from './watcher.ts'

/** Sends every revision to every watcher of this replica, and vouches for it once a second. */
export interface SnapshotHub {
  /** The first message follows at once. The answer ends the subscription. */
  subscribe(watcher: Watcher): () => void
  /** A revision is about to commit, or has: look often for a moment instead of at the next poll. */
  expectRevision(environment: Environment, revision: number): void
  /** Something was kept for the watchers: look at once. */
  lookNow(): void
  close(): Promise<void>
}

interface SnapshotHubDeps {
  readonly unitOfWork: UnitOfWork
  readonly snapshotStore: SnapshotStore
  readonly holdingStore: Pick<HoldingStore, 'recalls'>
  readonly controlKey: ControlKey
  readonly clock: Clock
  readonly onFailure: (error: unknown) => void
}

const pollMs = 250
const expectingPollMs = 10
const expectingMs = 1_000
const heartbeatMs = 1_000

/** Polls the heads: other replicas of control publish too, and behind PgBouncer there is no NOTIFY. */
export function createSnapshotHub(deps: SnapshotHubDeps): SnapshotHub {
  const { unitOfWork, snapshotStore, clock } = deps
  const watchers = new Set<Watcher>()
  const recallSender = createRecallSender()
  const expected = new Map<Environment, { revision: number; until: number }>()
  const nextHeartbeat = new Map<Environment, number>()
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let again = false
  let closed = false

  function headerOf(epoch: string, head: SnapshotHead): SignedHeader & { signature: string; format_version: 1 } {
    const header: SignedHeader = {
      environment: head.environment,
      epoch,
      to: head.revision,
      digest: head.digest.toString('hex'),
      at: new Date(clock.now()).toISOString(),
    }
    return { format_version: 1, ...header, signature: signHeader(deps.controlKey.privateKey, header) }
  }

  function lineOf(epoch: string, head: SnapshotHead, from: number, entries: readonly WireEntry[]): string {
    const header = headerOf(epoch, head)
    const message = from === 0 ? { type: 'full', ...header, entries } : { type: 'delta', from, ...header, entries }
    return `${JSON.stringify(message)}\n`
  }

  /** Where a watcher can be continued from; 0 means by a full snapshot. */
  function positionOf(watcher: Watcher, epoch: string, head: SnapshotHead): number {
    return watcher.epoch === epoch && watcher.revision <= head.revision ? watcher.revision : 0
  }

  /** Brings every watcher of the environment to the head, reading once for each distinct position. */
  async function bringForward(epoch: string, head: SnapshotHead): Promise<SnapshotHead> {
    const behind = new Map<number, Watcher[]>()
    for (const watcher of watchers) {
      if (watcher.environment !== head.environment) continue
      if (watcher.epoch === epoch && watcher.revision === head.revision) continue
      const position = positionOf(watcher, epoch, head)
      behind.set(position, [...(behind.get(position) ?? []), watcher])
    }
    let latest = head
    for (const [position, group] of behind) {
      const read = await unitOfWork.read((tx) => snapshotStore.since(tx, head.environment, position))
      latest = read.head
      const line = lineOf(epoch, read.head, position, read.entries)
      for (const watcher of group) {
        watcher.epoch = epoch
        watcher.revision = read.head.revision
        watcher.send(line)
      }
    }
    return latest
  }

  function beat(epoch: string, head: SnapshotHead): void {
    const now = clock.monotonic()
    if (now < (nextHeartbeat.get(head.environment) ?? 0)) return
    nextHeartbeat.set(head.environment, now + heartbeatMs)
    const line = `${JSON.stringify({ type: 'heartbeat', ...headerOf(epoch, head) })}\n`
    for (const watcher of watchers) {
      const isCurrent = watcher.epoch === epoch && watcher.revision === head.revision
      if (watcher.environment === head.environment && isCurrent) watcher.send(line)
    }
  }

  async function look(): Promise<void> {
    const { identity, heads, recalls } = await unitOfWork.read(async (tx) => ({
      identity: await snapshotStore.identity(tx),
      heads: await snapshotStore.heads(tx),
      recalls: await deps.holdingStore.recalls(tx, recallSender.span(watchers)),
    }))
    recallSender.send(watchers, recalls)
    if (identity === null) return
    for (const head of heads) {
      const latest = await bringForward(identity.epoch, head)
      if (latest.revision >= (expected.get(head.environment)?.revision ?? 0)) expected.delete(head.environment)
      beat(identity.epoch, latest)
    }
  }

  function delay(): number {
    const now = clock.monotonic()
    for (const [environment, { until }] of expected) if (now > until) expected.delete(environment)
    return expected.size > 0 ? expectingPollMs : pollMs
  }

  function schedule(): void {
    if (closed || watchers.size === 0) return
    timer = setTimeout(run, again ? 0 : delay())
    again = false
  }

  function run(): void {
    timer = null
    running = look()
      .catch(deps.onFailure)
      .then(() => {
        running = null
        schedule()
      })
  }

  function wake(): void {
    if (running !== null) {
      again = true
      return
    }
    if (timer !== null) clearTimeout(timer)
    if (!closed && watchers.size > 0) run()
  }

  return {
    subscribe(watcher) {
      watchers.add(watcher)
      nextHeartbeat.delete(watcher.environment)
      wake()
      return () => watchers.delete(watcher)
    },
    expectRevision(environment, revision) {
      const before = expected.get(environment)?.revision ?? 0
      expected.set(environment, { revision: Math.max(before, revision), until: clock.monotonic() + expectingMs })
      wake()
    },
    lookNow: wake,
    async close() {
      closed = true
      if (timer !== null) clearTimeout(timer)
      await running
      for (const watcher of watchers) watcher.close()
    },
  }
}
