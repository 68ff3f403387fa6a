import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { columnParsers } from '../column-parsers.ts'
import type { WorkerAnswer, WorkerRequest } from './pglite-protocol.ts'

/**
 * Runs the embedded database on a thread of its own: on the caller's thread one heavy query would
 * stall every connection. One message in, one answer out, in order.
 */
async function main(): Promise<void> {
  const port = parentPort
  if (port === null) throw new Error('This file runs in a worker thread.')
  const { dataDir } = workerData as { dataDir: string | null }
  const parsers = columnParsers()
  const database = await PGlite.create({ ...(dataDir === null ? {} : { dataDir }), parsers })

  async function answer(request: WorkerRequest): Promise<WorkerAnswer> {
    if (request.type === 'close') {
      await database.close()
      return { id: request.id, rows: [], affectedRows: null }
    }
    const result = await database.query<Record<string, unknown>>(request.sql, [...request.parameters])
    return { id: request.id, rows: result.rows, affectedRows: result.affectedRows ?? null }
  }

  let last: Promise<void> = Promise.resolve()
  port.on('message', (request: WorkerRequest) => {
    last = last.then(async () => {
      try {
        port.postMessage(await answer(request))
      } catch (error) {
        const failure = error as { message?: string; code?: string; constraint?: string }
        port.postMessage({
          id: request.id,
          failure: {
            message: failure.message ?? 'The embedded database failed.',
            code: failure.code ?? null,
            constraint: failure.constraint ?? null,
          },
        } satisfies WorkerAnswer)
      }
      if (request.type === 'close') port.close()
    })
  })
  port.postMessage({ id: 0, rows: [], affectedRows: null } satisfies WorkerAnswer)
}

await main()
