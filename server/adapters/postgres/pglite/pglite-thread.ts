import { Worker } from 'node:worker_threads'
import { StoreFailure } from '../store-failure.ts'
import type { WorkerAnswer, WorkerRequest } from './pglite-protocol.ts'

export interface QueryAnswer {
  readonly rows: Record<string, unknown>[]
  readonly affectedRows: number | null
}

/** The embedded database seen from the caller's thread. */
export interface PgliteThread extends AsyncDisposable {
  query(sql: string, parameters: readonly unknown[]): Promise<QueryAnswer>
}

interface Waiting {
  readonly resolve: (answer: QueryAnswer) => void
  readonly reject: (error: Error) => void
}

/** Starts the thread and resolves when the database in `dataDir` (null: in memory) is open. */
export async function startPgliteThread(dataDir: string | null): Promise<PgliteThread> {
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData: { dataDir } })
  const waiting = new Map<number, Waiting>()
  let nextId = 1
  let dead: Error | null = null

  function fail(error: Error): void {
    dead ??= error
    for (const { reject } of waiting.values()) reject(dead)
    waiting.clear()
  }

  function send(request: WorkerRequest): Promise<QueryAnswer> {
    if (dead !== null) return Promise.reject(dead)
    return new Promise((resolve, reject) => {
      waiting.set(request.id, { resolve, reject })
      worker.postMessage(request)
    })
  }

  const opened = new Promise<QueryAnswer>((resolve, reject) => waiting.set(0, { resolve, reject }))
  worker.on('message', (answer: WorkerAnswer) => {
    const entry = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('failure' in answer) {
      entry?.reject(new StoreFailure(answer.failure.message, answer.failure.code, answer.failure.constraint))
    } else entry?.resolve(answer)
  })
  worker.on('error', (error) => fail(new StoreFailure(`The embedded database stopped: ${error}`, '57P01', null)))
  worker.on('exit', () => fail(new StoreFailure('The embedded database is closed.', '57P01', null)))
  await opened

  async function close(): Promise<void> {
    if (dead !== null) return
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    await send({ type: 'close', id: nextId++ })
    await exited
  }

  return {
    query: (sql, parameters) => send({ type: 'query', id: nextId++, sql, parameters }),
    [Symbol.asyncDispose]: close,
  }
}
