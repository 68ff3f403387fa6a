import type { Environment } from '../environment.ts'
import { isAlive, type Node } from '../nodes/node.ts'
import type { NodeStore } from '../nodes/node-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { Effect } from './snapshot.ts'
import type { EffectAwaiter } from './snapshot-publisher.ts'
import type { SnapshotStore } from './snapshot-store.ts'

interface EffectAwaiterDeps {
  readonly unitOfWork: UnitOfWork
  readonly snapshotStore: SnapshotStore
  readonly nodeStore: NodeStore
  readonly clock: Clock
  /** How long a gateway serves APIs of normal sensitivity without a word from control. */
  readonly stalenessLimitMs: number
  /** Resolves after `ms`, or sooner when a node reports. */
  readonly pause: (ms: number) => Promise<void>
  /** Told of the revision, so that those who watch hear of it at once. */
  readonly expectRevision?: (environment: Environment, revision: number) => void
}

const boundMs = 2_000
const settleMs = 1_000
const pollMs = 50

function canServeMs(node: Node, stalenessLimitMs: number): number {
  return stalenessLimitMs - node.snapshot_age_ms - node.silent_ms
}

/** A gateway that may still answer by an older revision: it lives, or it fell silent with a snapshot not yet stale. */
function mayServe(node: Node, stalenessLimitMs: number): boolean {
  if (node.role !== 'gateway') return false
  return isAlive(node) || (node.epoch !== null && !node.draining && canServeMs(node, stalenessLimitMs) > 0)
}

/**
 * Waits, at most two seconds, for the gateways that live; does not wait for those already silent, but names them
 * as long as their snapshot lets them serve: `effective` is true only when no gateway can apply the older rules.
 */
export function createEffectAwaiter(deps: EffectAwaiterDeps): EffectAwaiter {
  const { unitOfWork, snapshotStore, nodeStore, clock, stalenessLimitMs } = deps

  async function behind(environment: Environment, revision: number): Promise<Node[]> {
    return unitOfWork.read(async (tx) => {
      const identity = await snapshotStore.identity(tx)
      const nodes = await nodeStore.list(tx, environment)
      return nodes.filter((node) => {
        const acknowledged = node.epoch === identity?.epoch && node.revision >= revision
        return !acknowledged && mayServe(node, stalenessLimitMs)
      })
    })
  }

  function silentEntry(node: Node): Effect['silent'][number] {
    const until = Date.parse(node.last_seen_at) - node.snapshot_age_ms + stalenessLimitMs
    return { node_id: node.node_id, can_serve_until: new Date(until).toISOString() }
  }

  async function effectOf(environment: Environment, revision: number): Promise<Effect> {
    deps.expectRevision?.(environment, revision)
    const deadline = clock.monotonic() + boundMs
    for (;;) {
      const late = await behind(environment, revision)
      if (!late.some(isAlive) || clock.monotonic() >= deadline) {
        return { revision, effective: late.length === 0, silent: late.map(silentEntry) }
      }
      await deps.pause(pollMs)
    }
  }

  async function isSettled(environment: Environment, revision: number): Promise<boolean> {
    return unitOfWork.read(async (tx) => {
      const nodes = await nodeStore.list(tx, environment)
      return nodes.every((node) => !isAlive(node) || node.draining || node.revision >= revision)
    })
  }

  async function settled(environment: Environment): Promise<void> {
    const heads = await unitOfWork.read((tx) => snapshotStore.heads(tx))
    const revision = heads.find((head) => head.environment === environment)?.revision ?? 0
    deps.expectRevision?.(environment, revision)
    const deadline = clock.monotonic() + settleMs
    while (!(await isSettled(environment, revision)) && clock.monotonic() < deadline) await deps.pause(pollMs)
  }

  return { effectOf, settled }
}
