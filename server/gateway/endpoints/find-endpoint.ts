import type { Endpoint } from './endpoint.ts'
import { introspect } from './introspect.ts'
import { protectedResource } from './protected-resource.ts'
import { receiptKeys } from './relay-receipt-keys.ts'

/** The gateway's own addresses: everything else is an API's. */
export function createEndpointFinder(
  relayToIssuer: Endpoint,
  relayToPersonIssuer: Endpoint | null,
  relayToSandbox: Endpoint | null,
): (method: string, path: string) => Endpoint | null {
  return (method, path) => {
    if (path.startsWith('/sandbox/')) return relayToSandbox
    if (path.startsWith('/france-connect/')) return relayToPersonIssuer
    if (method === 'GET' && path === '/.well-known/oauth-protected-resource') return protectedResource
    if (method === 'GET' && path.startsWith('/.well-known/receipt-keys/')) return receiptKeys(path)
    if (method === 'GET' && path === '/api/introspect') return introspect
    const isIssuers =
      path.startsWith('/oauth2/') ||
      path === '/.well-known/oauth-authorization-server' ||
      path.startsWith('/.well-known/oauth-authorization-server/') ||
      path === '/.well-known/openid-configuration'
    return isIssuers ? relayToIssuer : null
  }
}
