import type { IncomingMessage } from 'node:http'
import type { IssuerAddress } from './issuer-address.ts'

const forwarding = /^(x-forwarded-|forwarded$|x-real-ip$)/

/**
 * Turns a request for `/oauth2/token` into one for `/token` mounted at `/oauth2`, as the library expects
 * behind a mount. Forwarding headers from outside are dropped; the scheme is the issuer's, whatever
 * terminates TLS in front.
 */
export function enterIssuer(req: IncomingMessage, address: IssuerAddress): void {
  for (const name of Object.keys(req.headers)) {
    if (forwarding.test(name)) delete req.headers[name]
  }
  req.headers['x-forwarded-proto'] = address.protocol
  const mounted = req as IncomingMessage & { originalUrl?: string }
  const url = req.url ?? '/'
  mounted.originalUrl = url
  req.url = url.slice(address.basePath.length) || '/'
}
