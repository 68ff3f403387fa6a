import type { IncomingHttpHeaders } from 'node:http'
import { type Environment, environmentPrefix } from '#core/environment.ts'

/** What a call presents to prove itself, not yet believed. */
export type PresentedCredential =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'jwt'; readonly token: string; readonly isProven: boolean }
  | { readonly kind: 'static_bearer'; readonly token: string }
  | { readonly kind: 'other_environment' }

/**
 * Reads `Authorization: Bearer` (RFC 6750 section 2.1) or `DPoP` (RFC 9449 section 7.1), in any case, or, where the API
 * keeps API Particulier's habits, `X-Api-Key`. Tokens in the query or the body are not looked for.
 */
export function presentedCredential(
  request: { readonly headers: IncomingHttpHeaders },
  environment: Environment,
  options: { readonly acceptsApiKey: boolean; readonly maxBytes: number },
): PresentedCredential {
  const { authorization } = request.headers
  const apiKey = options.acceptsApiKey ? request.headers['x-api-key'] : undefined
  if (authorization === undefined && apiKey === undefined) return { kind: 'none' }
  if (authorization !== undefined && apiKey !== undefined) return { kind: 'malformed' }
  const written = authorization === undefined ? null : /^(bearer|dpop) +([A-Za-z0-9._~+/=-]+)$/i.exec(authorization)
  const isProven = written?.[1]?.length === 4
  const token = authorization === undefined ? apiKey : written?.[2]
  if (typeof token !== 'string' || token.length > options.maxBytes) return { kind: 'malformed' }
  const opaque = /^oct_(sbx|prd)_[A-Za-z0-9_-]{16,256}$/.exec(token)
  if (opaque && isProven) return { kind: 'malformed' }
  if (opaque)
    return opaque[1] === environmentPrefix[environment]
      ? { kind: 'static_bearer', token }
      : { kind: 'other_environment' }
  return authorization === undefined ? { kind: 'malformed' } : { kind: 'jwt', token, isProven }
}
