import { createSnapshotStore } from '#adapters/postgres/snapshot-store.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import { mintEpoch } from '#core/snapshot/initialise-platform.ts'
import type { CommandContext } from './command-context.ts'
import { openControlStore } from './open-control-store.ts'

/** After a restore: nodes hold newer revisions than the store, and take the older ones only under a new epoch. */
export async function mintEpochAfterRestore({ config, print }: CommandContext): Promise<void> {
  const random = createSystemRandom(createSystemClock())
  const snapshotStore = createSnapshotStore()
  await using database = await openControlStore(config)
  const epoch = await database.unitOfWork.transaction((tx) => mintEpoch({ snapshotStore, random }, tx))
  print(`New epoch ${epoch}: every node fetches the whole snapshot again.`)
}
