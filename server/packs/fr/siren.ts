import { passesLuhn } from './luhn.ts'

/** Separators people type in identifiers: spaces (also the non-breaking ones), dots and hyphens. */
const separators = /[\s\u00a0\u202f.-]/g

/** The characters of an identifier without the separators people type. */
export function withoutSeparators(value: string): string {
  return /^\d*$/.test(value) ? value : value.replace(separators, '')
}

/** The nine digits of a SIREN (Insee, directory Sirene), or null when malformed or its check digit is wrong. */
export function canonicalSiren(value: string): string | null {
  const digits = withoutSeparators(value)
  return /^\d{9}$/.test(digits) && digits !== '000000000' && passesLuhn(digits) ? digits : null
}

/**
 * Whether a SIREN belongs to the block kept for demonstration and test organizations: the 99 valid numbers
 * from 000000018 to 000000992. "Begins with a zero" would not do, since real numbers such as 000325175 do.
 */
export function isReservedSiren(siren: string): boolean {
  return /^000000\d{3}$/.test(siren) && canonicalSiren(siren) !== null
}
