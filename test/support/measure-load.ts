import { Pool } from 'undici'

export interface LoadResult {
  readonly perSecond: number
  readonly medianMs: number
  readonly p99Ms: number
  readonly calls: number
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>
}

interface Load {
  readonly origin: string
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly connections: number
  readonly seconds: number
}

/** Keeps `connections` requests running for a bounded time. The generator shares the machine with what it measures. */
export async function measureLoad({
  origin,
  path,
  method = 'GET',
  headers,
  body,
  connections,
  seconds,
}: Load): Promise<LoadResult> {
  const pool = new Pool(origin, { connections, pipelining: 1, allowH2: false })
  const times: number[] = []
  const statuses: Record<string, number> = {}
  const startedAt = performance.now()
  const end = startedAt + seconds * 1000
  async function caller(): Promise<void> {
    while (performance.now() < end) {
      const sentAt = performance.now()
      const answer = await pool.request({
        path,
        method,
        headers: { ...headers },
        ...(body === undefined ? {} : { body }),
      })
      await answer.body.dump({ limit: 1_000_000 })
      times.push(performance.now() - sentAt)
      statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: connections }, caller))
  const elapsed = (performance.now() - startedAt) / 1000
  await pool.close()
  times.sort((a, b) => a - b)
  const at = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0
  return { perSecond: times.length / elapsed, medianMs: at(0.5), p99Ms: at(0.99), calls: times.length, statuses }
}
