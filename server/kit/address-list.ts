import { BlockList, isIP } from 'node:net'

/** A set of IP addresses given as addresses and CIDR blocks of both families. */
export interface AddressList {
  readonly isEmpty: boolean
  /** False for what is not an IP address. An IPv4-mapped IPv6 address counts as its IPv4 address. */
  has(address: string): boolean
}

/**
 * Parses `10.0.0.0/8`, `2001:db8::/32`, `192.0.2.1`.
 * @throws TypeError naming the entry that is not an address or a block.
 */
export function createAddressList(entries: readonly string[]): AddressList {
  const list = new BlockList()
  for (const entry of entries) addEntry(list, entry)
  const isEmpty = entries.length === 0
  return {
    isEmpty,
    has(address) {
      if (isEmpty) return false
      const plain = plainAddress(address)
      const family = isIP(plain)
      return family !== 0 && list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
    },
  }
}

/** Without the zone index, and as IPv4 where it is an IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2). */
export function plainAddress(address: string): string {
  if (!address.includes(':')) return address
  const unzoned = address.split('%', 1)[0] ?? ''
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(unzoned)
  if (mapped?.[1]) return mapped[1]
  const hexadecimal = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(unzoned)
  if (!hexadecimal) return unzoned
  const high = Number.parseInt(hexadecimal[1] ?? '', 16)
  const low = Number.parseInt(hexadecimal[2] ?? '', 16)
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`
}

function addEntry(list: BlockList, entry: string): void {
  const [address = '', prefix, ...rest] = entry.split('/')
  const family = isIP(address)
  const bits = prefix === undefined ? (family === 4 ? 32 : 128) : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1
  if (family === 0 || rest.length > 0 || bits < 0 || bits > (family === 4 ? 32 : 128)) {
    throw new TypeError(`\`${entry}\` is not an IP address or CIDR block`)
  }
  list.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6')
}
