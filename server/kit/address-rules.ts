import { isIP } from 'node:net'
import { type AddressList, createAddressList, plainAddress } from './address-list.ts'

/** Which addresses an outgoing connection may reach. Checked when connecting, on the address itself. */
export interface AddressRules {
  /** `host` is the name or literal that was asked for, `address` what it resolved to. */
  isAllowed(host: string, port: number, address: string): boolean
}

/** IANA special-purpose registries (RFC 6890 and its updates), private and multicast space included. */
const specialIpv4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16'],
  ...['192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]

/** Within global unicast; everything outside 2000::/3 is refused as well. */
const specialIpv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

/**
 * Special-use addresses are refused unless an entry of `allowed` opens them: an address, a CIDR block,
 * `host`, or `host:port`.
 * @throws TypeError naming an entry that is none of these.
 */
export function createAddressRules(allowed: readonly string[]): AddressRules {
  const special = createAddressList([...specialIpv4, ...specialIpv6])
  const global = createAddressList(['2000::/3'])
  const blocks: string[] = []
  const names = new Set<string>()
  for (const entry of allowed) {
    if (isIP(entry.split('/', 1)[0] ?? '') !== 0) blocks.push(entry)
    else if (/^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i.test(entry)) names.add(entry.toLowerCase())
    else throw new TypeError(`\`${entry}\` is not an address, a CIDR block, a host or host:port`)
  }
  const opened = createAddressList(blocks)
  return {
    isAllowed(host, port, address) {
      const name = host.toLowerCase()
      if (names.has(name) || names.has(`${name}:${port}`) || names.has(`[${name}]:${port}`)) return true
      if (opened.has(address)) return true
      return isPublic(address, special, global)
    },
  }
}

function isPublic(address: string, special: AddressList, global: AddressList): boolean {
  const plain = plainAddress(address)
  const family = isIP(plain)
  if (family === 0 || special.has(plain)) return false
  return family === 4 || global.has(plain)
}
