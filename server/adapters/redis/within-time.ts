/** The server did not answer in time; the command may still be executed. */
export class TimedOut extends Error {}

/**
 * The work's outcome, or TimedOut after `timeoutMs`. An answer that already waits in the socket wins: a stalled event
 * loop of ours is not the server's silence.
 */
export async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      setImmediate(() => setImmediate(() => reject(new TimedOut(`no answer within ${timeoutMs} ms`))))
    }, timeoutMs)
  })
  try {
    return await Promise.race([work, expiry])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}
