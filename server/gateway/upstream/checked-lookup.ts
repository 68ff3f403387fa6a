import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import type { AddressRules } from '#kit/address-rules.ts'

/** The target resolves to an address upstreams may not have. */
export class AddressRefused extends Error {
  readonly code = 'OCTROI_ADDRESS_REFUSED'
}

type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * A lookup for `net.connect` that refuses a name as soon as one of its addresses is refused: the check
 * is made on the addresses the connection will use, so a name that resolves otherwise later gains nothing.
 */
export function createCheckedLookup(
  rules: AddressRules,
  port: number,
  resolve: Resolve = systemLookup,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0)
      if (addresses.length === 0 || addresses.some(({ address }) => !rules.isAllowed(hostname, port, address))) {
        return callback(new AddressRefused(`${hostname} resolves to an address that is not allowed`), '', 0)
      }
      const [first] = addresses
      if (options.all) return callback(null, addresses as never, 0)
      return callback(null, first?.address ?? '', first?.family ?? 0)
    })
  }
}

/** A literal address skips the lookup of `net.connect`, so it is judged before. Names pass: they are judged when resolved. */
export function isLiteralRefused(hostname: string, port: number, rules: AddressRules): boolean {
  const literal = hostname.replace(/^\[|\]$/g, '')
  return isIP(literal) !== 0 && !rules.isAllowed(literal, port, literal)
}
