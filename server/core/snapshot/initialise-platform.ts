import type { Random } from '../ports/random.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { PlatformIdentity, SnapshotStore } from './snapshot-store.ts'

interface InitialisePlatformDeps {
  readonly snapshotStore: SnapshotStore
  readonly random: Random
}

/** First start: mints the epoch and the heads. Later starts change nothing; answers what the store holds. */
export async function initialisePlatform(
  deps: InitialisePlatformDeps,
  tx: Transaction,
  profile: string,
): Promise<PlatformIdentity> {
  const minted: PlatformIdentity = { epoch: deps.random.uuid(), profile }
  await deps.snapshotStore.initialise(tx, minted)
  return (await deps.snapshotStore.identity(tx)) ?? minted
}

/** After a restore from a backup: nodes then take the full snapshot even where its revision is lower. */
export async function mintEpoch(deps: InitialisePlatformDeps, tx: Transaction): Promise<string> {
  const epoch = deps.random.uuid()
  await deps.snapshotStore.setEpoch(tx, epoch)
  return epoch
}
