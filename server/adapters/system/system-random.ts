import { randomBytes, randomFillSync } from 'node:crypto'
import type { Clock } from '#core/ports/clock.ts'
import type { Random } from '#core/ports/random.ts'

const poolBytes = 4096

/**
 * Randomness of the operating system. Identifiers are UUID version 7 and grow within one
 * process even inside a millisecond (RFC 9562 section 6.2, method 1), so that a page ordered
 * by identifier is in order of creation.
 */
export function createSystemRandom(clock: Clock): Random {
  let last = 0
  let sequence = 0
  /** Random bytes not handed out yet: asking the system for each identifier costs more than the identifier. */
  const pool = Buffer.alloc(poolBytes)
  let taken = poolBytes

  function take(size: number): Buffer {
    if (taken + size > poolBytes) {
      randomFillSync(pool)
      taken = 0
    }
    taken += size
    const bytes = Buffer.from(pool.subarray(taken - size, taken))
    pool.fill(0, taken - size, taken)
    return bytes
  }

  function uuid(): string {
    const now = clock.now()
    if (now > last) {
      last = now
      sequence = randomBytes(2).readUInt16BE() & 0x07ff
    } else {
      sequence += 1
      if (sequence > 0x0fff) {
        last += 1
        sequence = 0
      }
    }
    const bytes = take(16)
    bytes.writeUIntBE(last, 0, 6)
    bytes.writeUInt16BE(0x7000 | sequence, 6)
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
    const hex = bytes.toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }

  return { bytes: (size) => randomBytes(size), uuid }
}
