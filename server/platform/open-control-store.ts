import { setTimeout as wait } from 'node:timers/promises'
import { createIdempotencyStore } from '#adapters/postgres/idempotency-store.ts'
import { type Database, openDatabase } from '#adapters/postgres/open-database.ts'
import { lockDataDirectory } from '#adapters/system/data-directory-lock.ts'
import type { Config } from '#config/config.ts'
import { StartFailure } from '../processes/start-failure.ts'

/** How long a control process waits for one that is still ending to let the embedded database go. */
const patienceMs = 10_000

/**
 * Opens the store the configuration chose. The embedded one is locked first: a second writer would
 * destroy it. It is migrated by whoever opens it; a server's tables are made by `migrate`, under their owner.
 */
export async function openControlStore(config: Config): Promise<Database> {
  if (config.database.engine === 'postgres') {
    const { url, schema } = config.database
    const database = await openDatabase({ kind: 'postgres', url, schema })
    if (config.profile === 'production') await refuseForgetful(database)
    return database
  }
  const lock = await lockPatiently(`${config.database.directory}.lock`)
  const database = await openDatabase({ kind: 'pglite', dataDir: config.database.directory })
  await database.migrate()
  // The lock says nobody else runs on this store: a retry of what died with the last process need not wait.
  await database.unitOfWork.transaction((tx) => createIdempotencyStore().forgetRunning(tx))
  return {
    ...database,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      lock[Symbol.dispose]()
    },
  }
}

/** Approvals and audit records that were acknowledged must survive a power cut. */
async function refuseForgetful(database: Database): Promise<void> {
  const settings = await database.forgetfulSettings()
  if (settings.length === 0) return
  await database[Symbol.asyncDispose]()
  throw new StartFailure(`DATABASE_URL leads to a PostgreSQL server with ${settings.join(' and ')} off; turn it on.`)
}

async function lockPatiently(directory: string): Promise<Disposable> {
  const end = performance.now() + patienceMs
  for (;;) {
    try {
      return lockDataDirectory(directory)
    } catch (error) {
      if (performance.now() > end) throw error
      await wait(100)
    }
  }
}
