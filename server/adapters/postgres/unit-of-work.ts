import { type Kysely, type Transaction as KyselyTransaction, sql } from 'kysely'
import { DomainError, Unavailable } from '#core/errors.ts'
import type { Transaction, UnitOfWork } from '#core/ports/unit-of-work.ts'
import { failureCode } from './store-failure.ts'
import type { Tables } from './tables.ts'

/** The one place where core's opaque transaction becomes Kysely's. Stores call it first. */
export function inside(tx: Transaction): KyselyTransaction<Tables> {
  return tx as unknown as KyselyTransaction<Tables>
}

const retryable = new Set(['40001', '40P01'])
const unreachable = /^(08|53|57P|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/

function isUnreachable(error: unknown): boolean {
  const code = failureCode(error)
  if (code !== null) return unreachable.test(code)
  return error instanceof Error && /timeout|terminated|Connection ended/i.test(error.message)
}

/** Transactions over a Kysely database. `schema` null leaves the search path of the role. */
export function createUnitOfWork(db: Kysely<Tables>, schema: string | null): UnitOfWork {
  async function run<T>(accessMode: 'read only' | 'read write', work: (tx: Transaction) => Promise<T>): Promise<T> {
    const isolationLevel = accessMode === 'read only' ? 'repeatable read' : 'read committed'
    return db
      .transaction()
      .setIsolationLevel(isolationLevel)
      .setAccessMode(accessMode)
      .execute(async (trx) => {
        if (schema !== null) await sql`set local search_path to ${sql.id(schema)}`.execute(trx)
        return work(trx as unknown as Transaction)
      })
  }

  async function attempt<T>(accessMode: 'read only' | 'read write', work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      return await run(accessMode, work).catch((error: unknown) => {
        if (retryable.has(failureCode(error) ?? '')) return run(accessMode, work)
        throw error
      })
    } catch (error) {
      if (error instanceof DomainError || !isUnreachable(error)) throw error
      throw new Unavailable({ problem: 'unavailable', detail: 'The store did not answer in time.', cause: error })
    }
  }

  return {
    transaction: (work) => attempt('read write', work),
    read: (work) => attempt('read only', work),
  }
}
