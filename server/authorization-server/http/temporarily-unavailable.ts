import { errors } from 'oidc-provider'

/** Something we depend on is away: 503, never a 401 that would make the client doubt its secret. */
export function temporarilyUnavailable(cause: unknown): Error {
  const error = new errors.TemporarilyUnavailable('try again in a moment', { cause } as never)
  return Object.assign(error, { status: 503, statusCode: 503 })
}
