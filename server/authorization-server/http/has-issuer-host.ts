import type { IncomingMessage } from 'node:http'
import type { IssuerAddress } from './issuer-address.ts'

/**
 * Whether the request names the issuer's own host, once. The library prints the Host it is given in
 * metadata and redirects, so a foreign one never reaches it.
 */
export function hasIssuerHost(req: IncomingMessage, address: IssuerAddress): boolean {
  let hosts = 0
  for (let at = 0; at < req.rawHeaders.length; at += 2) {
    if (req.rawHeaders[at]?.toLowerCase() === 'host') hosts += 1
  }
  return hosts === 1 && req.headers.host?.toLowerCase() === address.host
}
