import type { Server, ServerResponse } from 'node:http'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'

export interface Grace {
  /** Longest time for running requests to end by themselves. */
  readonly graceMs: number
  /** Time between saying "not ready" and closing the door. */
  readonly noticeMs: number
}

/** Callers that keep their connection may be sending just then: they get this long to hear that it ends. */
const longestLingerMs = 500

/**
 * Stops accepting. Kept connections may bring one more request, whose answer ends them; then idle ones are
 * closed until none is left, and what still runs after the grace is cut.
 */
export async function drainServer(server: Server, { graceMs, noticeMs }: Grace): Promise<void> {
  if (noticeMs > 0) await wait(noticeMs)
  const closeIdle = server.closeIdleConnections.bind(server)
  // `close` would cut idle connections, and with them the request that is on its way on one.
  server.closeIdleConnections = () => undefined
  server.prependListener('request', (_request, response: ServerResponse) => {
    response.shouldKeepAlive = false
  })
  let isClosed = false
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      isClosed = true
      resolve()
    })
  })
  const end = performance.now() + graceMs
  await Promise.race([closed, wait(Math.min(longestLingerMs, graceMs), undefined, { ref: false })])
  while (!isClosed && performance.now() < end) {
    // A timer comes before what sockets have received: on a busy machine a request may lie there, unread.
    await turn()
    closeIdle()
    await Promise.race([closed, wait(50)])
  }
  server.closeAllConnections()
  await closed
}
