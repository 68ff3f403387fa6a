import { crc32 as compute } from 'node:zlib'

/** CRC-32 (IEEE 802.3) of the UTF-8 bytes of `text`: four bytes, big-endian. */
export function crc32(text: string): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(compute(text))
  return bytes
}
