import type { Environment } from '../environment.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { toggleEntry } from './digest.ts'
import type { SnapshotKind, WireEntry } from './snapshot.ts'
import type { SnapshotChange, SnapshotPublisher } from './snapshot-publisher.ts'
import type { SnapshotStore } from './snapshot-store.ts'

interface SnapshotPublisherDeps {
  readonly snapshotStore: SnapshotStore
  /** Told of a revision that is about to commit, so that those who watch need not wait for the next poll. */
  readonly expectRevision?: (environment: Environment, revision: number) => void
}

function keyOf(entry: { readonly kind: SnapshotKind; readonly id: string }): string {
  return `${entry.kind}\n${entry.id}`
}

/**
 * Publishes in the transaction of the change. Where one transaction publishes to both environments it does so
 * in one order everywhere (sandbox, then production): the head rows are locks.
 */
export function createSnapshotPublisher(deps: SnapshotPublisherDeps): SnapshotPublisher {
  const { snapshotStore } = deps

  async function currentRevision(tx: Transaction, environment: Environment): Promise<number> {
    const heads = await snapshotStore.heads(tx)
    return heads.find((head) => head.environment === environment)?.revision ?? 0
  }

  async function publish(tx: Transaction, environment: Environment, changes: readonly SnapshotChange[]) {
    const last = new Map(changes.map((change) => [keyOf(change), change]))
    if (last.size === 0) return currentRevision(tx, environment)
    const head = await snapshotStore.advance(tx, environment)
    const before = await snapshotStore.find(tx, environment, [...last.values()])
    const entries: WireEntry[] = [...last.values()].map(({ kind, id, state }) => ({
      kind,
      id,
      revision: head.revision,
      text: state === null ? null : JSON.stringify(state),
    }))
    const digest = Buffer.from(head.digest)
    for (const entry of before) toggleEntry(digest, entry)
    for (const entry of entries) toggleEntry(digest, entry)
    await snapshotStore.write(tx, environment, entries, digest)
    deps.expectRevision?.(environment, head.revision)
    return head.revision
  }

  return { publish }
}
