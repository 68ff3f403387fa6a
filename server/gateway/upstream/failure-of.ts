import type { CallDeadline } from './call-deadline.ts'

export type UpstreamFailure = 'unreachable' | 'timeout' | 'broken'

const unreachableCodes = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'OCTROI_ADDRESS_REFUSED', 'ETIMEDOUT', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED'],
])

/** Why an exchange with an upstream ended early. */
export function failureOf(error: unknown, deadline: CallDeadline): UpstreamFailure {
  const code = codeOf(error)
  if (deadline.aborted || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return 'timeout'
  return code !== null && unreachableCodes.has(code) ? 'unreachable' : 'broken'
}

/** The code of an error, or of the first of several. */
export function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
