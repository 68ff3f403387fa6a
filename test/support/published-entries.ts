import type { Environment } from '#core/environment.ts'
import type { SnapshotKind, SnapshotStates } from '#core/snapshot/snapshot.ts'
import type { AccessWorld } from './access-world.ts'

/** Live entries of one kind in an environment's snapshot, by id. */
export async function publishedEntries<K extends SnapshotKind>(
  world: AccessWorld,
  environment: Environment,
  kind: K,
): Promise<ReadonlyMap<string, SnapshotStates[K]>> {
  const { entries } = await world.unitOfWork.read((tx) => world.deps.snapshotStore.since(tx, environment, 0))
  const live = entries.filter((entry) => entry.kind === kind && entry.text !== null)
  return new Map(live.map((entry) => [entry.id, JSON.parse(entry.text ?? '') as SnapshotStates[K]]))
}
