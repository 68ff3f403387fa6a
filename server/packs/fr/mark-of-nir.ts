import type { IdentityMark } from '#core/ports/country-pack.ts'
import { withoutSeparators } from './siren.ts'

/**
 * Sex or provisional kind, year, month (01-12, or 20-99 when unknown; 13-19 is never issued), department
 * (never 00; Corsica has letters), commune or country, order, and perhaps the key.
 */
const shapeOfNir = /^[1-8]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:0[1-9]|[1-9]\d|2[AB])\d{3}(\d{3})(?:\d{2})?$/i

/**
 * Order numbers are issued from 001 on: 000 can be nobody's, whatever the key. Any other value with the
 * shape of a NIR may be somebody's, also with a wrong key, because a mistyped NIR is still personal.
 */
export function markOfNir(value: string): IdentityMark {
  // The length without separators is 13 or 15: a name is told apart before it is looked at closely.
  if (value.length < 13) return 'unmarked'
  const order = shapeOfNir.exec(withoutSeparators(value))?.[1]
  if (order === undefined) return 'unmarked'
  return order === '000' ? 'synthetic' : 'possibly_real'
}
