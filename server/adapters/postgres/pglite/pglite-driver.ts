import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely'
import { Unavailable } from '#core/errors.ts'
import type { PgliteThread } from './pglite-thread.ts'

/**
 * One connection, handed out first come first served. A query made beside an open transaction by
 * the transaction's own work could never run: after `waitMs` the wait ends in an error instead.
 */
export class PgliteDriver implements Driver {
  readonly #start: () => Promise<PgliteThread>
  readonly #waitMs: number
  readonly #queue: (() => void)[] = []
  #thread: PgliteThread | null = null
  #busy = false

  constructor(start: () => Promise<PgliteThread>, waitMs: number) {
    this.#start = start
    this.#waitMs = waitMs
  }

  async init(): Promise<void> {
    this.#thread ??= await this.#start()
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#busy) await this.#turn()
    this.#busy = true
    return this.#connection()
  }

  async releaseConnection(): Promise<void> {
    const next = this.#queue.shift()
    if (next === undefined) this.#busy = false
    else next()
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const isolation = settings.isolationLevel === undefined ? '' : ` isolation level ${settings.isolationLevel}`
    const access = settings.accessMode === undefined ? '' : ` ${settings.accessMode}`
    await this.#run(connection, `begin${isolation}${access}`)
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#run(connection, 'commit')
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#run(connection, 'rollback')
  }

  async destroy(): Promise<void> {
    await this.#thread?.[Symbol.asyncDispose]()
    this.#thread = null
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const take = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#queue.splice(this.#queue.indexOf(take), 1)
        reject(new Unavailable({ problem: 'unavailable', detail: 'The embedded database is busy.' }))
      }, this.#waitMs)
      this.#queue.push(take)
    })
  }

  async #run(connection: DatabaseConnection, sql: string): Promise<void> {
    await connection.executeQuery({ sql, parameters: [] } as unknown as CompiledQuery)
  }

  #connection(): DatabaseConnection {
    const thread = this.#thread
    if (thread === null) throw new Unavailable({ problem: 'unavailable', detail: 'The embedded database is closed.' })
    return {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const { rows, affectedRows } = await thread.query(query.sql, query.parameters)
        const result = { rows: rows as R[] }
        return affectedRows === null ? result : { ...result, numAffectedRows: BigInt(affectedRows) }
      },
      // biome-ignore lint/correctness/useYield: the interface asks for a generator; nothing here streams.
      async *streamQuery() {
        throw new Error('The embedded database does not stream.')
      },
    }
  }
}
