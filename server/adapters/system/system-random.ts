import { randomBytes } from 'node:crypto'
import type { Clock } from '#core/ports/clock.ts'
import type { Random } from '#core/ports/random.ts'

const poolBytes = 4096
const variants = ['8', '9', 'a', 'b']
const threeDigits = Array.from({ length: 0x1000 }, (_, value) => value.toString(16).padStart(3, '0'))

/**
 * Randomness of the operating system. Identifiers are UUID version 7 and grow within one
 * process even inside a millisecond (RFC 9562 section 6.2, method 1), so that a page ordered
 * by identifier is in order of creation.
 */
export function createSystemRandom(clock: Clock): Random {
  let last = 0
  let sequence = 0
  /** `last` as RFC 9562 writes it, up to the version. */
  let written = ''
  /** Random bytes not handed out yet, as digits: asking the system for each identifier costs more than the identifier. */
  let pool = ''
  let taken = 0

  function setTime(time: number): void {
    last = time
    const digits = time.toString(16).padStart(12, '0')
    written = `${digits.slice(0, 8)}-${digits.slice(8)}-7`
  }

  /** Digits that nobody has seen. */
  function take(count: number): string {
    if (taken + count > pool.length) {
      pool = randomBytes(poolBytes).toString('hex')
      taken = 0
    }
    taken += count
    return pool.slice(taken - count, taken)
  }

  function uuid(): string {
    const now = clock.now()
    if (now > last) {
      setTime(now)
      sequence = Number.parseInt(take(3), 16) & 0x07ff
    } else {
      sequence += 1
      if (sequence > 0x0fff) {
        setTime(last + 1)
        sequence = 0
      }
    }
    const variant = variants[Number.parseInt(take(1), 16) & 3]
    return `${written}${threeDigits[sequence]}-${variant}${take(3)}-${take(12)}`
  }

  return { bytes: (size) => randomBytes(size), uuid }
}
