/**
 * The two-digit key of a thirteen-character NIR: 97 minus the number modulo 97. Corsica's letters count
 * as digits for it, 2A as 19 and 2B as 18 (Insee, structure of the registration number).
 */
export function nirKey(number: string): string {
  const digits = number.replace(/^(.{5})2A/i, '$119').replace(/^(.{5})2B/i, '$118')
  return String(97 - Number(BigInt(digits) % 97n)).padStart(2, '0')
}
