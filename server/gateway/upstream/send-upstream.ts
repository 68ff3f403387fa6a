import type { Readable } from 'node:stream'
import { errors } from 'undici'
import type { CallDeadline } from './call-deadline.ts'
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

export type UpstreamFailure = 'unreachable' | 'timeout' | 'broken'

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
export async function sendUpstream(
  upstream: Upstream,
  request: UpstreamRequest,
): Promise<UpstreamHead | UpstreamFailure> {
  if (upstream.plain) {
    const answer = await upstream.plain.send(request)
    return answer instanceof Error ? failureOf(answer, request.deadline) : answer
  }
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
  const answer = await upstream.pool.request({
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

const unreachableCodes = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'OCTROI_ADDRESS_REFUSED', 'ETIMEDOUT', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED'],
])

/** Why an exchange with an upstream ended early. */
export function failureOf(error: unknown, deadline: CallDeadline): UpstreamFailure {
  if (deadline.aborted || error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError)
    return 'timeout'
  const code = codeOf(error)
  return code !== null && unreachableCodes.has(code) ? 'unreachable' : 'broken'
}

function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
