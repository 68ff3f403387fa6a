import type { Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

export interface Grace {
  /** Longest time for running requests to end by themselves. */
  readonly graceMs: number
  /** Time between saying "not ready" and closing the door. */
  readonly noticeMs: number
}

/** Stops accepting, closes idle connections until none is left, and cuts what still runs after the grace. */
export async function drainServer(server: Server, { graceMs, noticeMs }: Grace): Promise<void> {
  if (noticeMs > 0) await wait(noticeMs)
  let isClosed = false
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      isClosed = true
      resolve()
    })
  })
  const end = performance.now() + graceMs
  while (!isClosed && performance.now() < end) {
    server.closeIdleConnections()
    await Promise.race([closed, wait(50)])
  }
  server.closeAllConnections()
  await closed
}
