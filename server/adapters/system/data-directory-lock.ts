import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another process holds the data directory. The message is meant for the terminal. */
export class DataDirectoryLocked extends Error {
  constructor(directory: string) {
    super(
      `The data directory ${directory} is in use by another instance. Stop it first, or set OCTROI_DATA_DIR to another directory.`,
    )
    this.name = 'DataDirectoryLocked'
  }
}

/**
 * Takes the data directory for this process until disposal or death. The lock is an exclusive
 * SQLite transaction: the kernel frees it even at `kill -9`, so no stale pid file can remain.
 * @throws DataDirectoryLocked at once when somebody else holds it.
 */
export function lockDataDirectory(directory: string): Disposable {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(join(directory, 'instance.lock'), { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (error instanceof Error && /locked|busy/i.test(error.message)) throw new DataDirectoryLocked(directory)
    throw error
  }
  return { [Symbol.dispose]: () => database.close() }
}
