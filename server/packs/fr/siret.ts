import { passesLuhn } from './luhn.ts'
import { withoutSeparators } from './siren.ts'

const laPoste = '356000000'
const laPosteHeadOffice = '35600000000048'

/**
 * The fourteen digits of a SIRET (Insee, directory Sirene), or null when malformed or its check digit is wrong.
 * La Poste has more establishments than the check digit allows: theirs have a digit sum divisible by five,
 * except its head office, which follows the ordinary rule.
 */
export function canonicalSiret(value: string): string | null {
  const digits = withoutSeparators(value)
  if (!/^\d{14}$/.test(digits) || digits.startsWith('000000000')) return null
  if (digits.startsWith(laPoste) && digits !== laPosteHeadOffice) {
    const sum = [...digits].reduce((total, digit) => total + Number(digit), 0)
    return sum % 5 === 0 ? digits : null
  }
  return passesLuhn(digits) && passesLuhn(digits.slice(0, 9)) ? digits : null
}
