import type { Readable } from 'node:stream'
import type { CallDeadline } from './call-deadline.ts'
import { codeOf, failureOf, type UpstreamFailure } from './failure-of.ts'
import type { Upstream } from './upstream-pools.ts'

export interface UpstreamRequest {
  readonly method: string
  /** Path and query, canonical. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | null
  /** Ends the exchange when it fires, the reading of the answer included. */
  readonly deadline: CallDeadline
}

export interface UpstreamHead {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Whole already where it was short. */
  readonly body: Buffer | Readable
}

/**
 * The answer's head with its unread body, or how it failed. Redirects are not followed, nothing is decoded. A GET whose
 * connection was closed before its answer is sent once more.
 */
export function sendUpstream(upstream: Upstream, request: UpstreamRequest): Promise<UpstreamHead | UpstreamFailure> {
  return upstream.plain ? upstream.plain.send(request) : sendThroughPool(upstream, request)
}

async function sendThroughPool(upstream: Upstream, request: UpstreamRequest): Promise<UpstreamHead | UpstreamFailure> {
  try {
    return await sendOnce(upstream, request)
  } catch (error) {
    if (request.method !== 'GET' || request.deadline.aborted || !isClosedConnection(error))
      return failureOf(error, request.deadline)
  }
  try {
    return await sendOnce(upstream, request)
  } catch (error) {
    return failureOf(error, request.deadline)
  }
}

async function sendOnce(upstream: Upstream, request: UpstreamRequest): Promise<UpstreamHead> {
  const pool = await upstream.pool()
  const answer = await pool.request({
    method: request.method as 'GET',
    path: request.path,
    headers: request.headers,
    body: request.body,
    signal: request.deadline.signal,
  })
  answer.body.on('error', () => {})
  return { status: answer.statusCode, headers: answer.headers, body: answer.body }
}

/** The other side ended the connection before the head of an answer: a kept one may have been closed meanwhile. */
function isClosedConnection(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE'
}
