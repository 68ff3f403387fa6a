import { InvalidInput } from '../errors.ts'
import type { CountryPack } from '../ports/country-pack.ts'

/**
 * The identifier as it is stored and compared, by the country pack's rules.
 * @throws InvalidInput naming `field` for an unknown scheme or a value whose form or check digits are wrong.
 */
export function canonicalIdentifier(
  pack: CountryPack,
  identifier: { readonly scheme: string; readonly value: string },
  field: string,
): { scheme: string; value: string } {
  const { scheme } = identifier
  const canonical = Object.hasOwn(pack.organizationIdentifiers, scheme)
    ? pack.organizationIdentifiers[scheme]
    : undefined
  if (canonical === undefined) {
    const message = `The schemes known here are ${Object.keys(pack.organizationIdentifiers).join(', ')}.`
    const errors = [{ field: `${field}/scheme`, rule: 'enum', message }]
    throw new InvalidInput({ problem: 'invalid-request', detail: message, errors })
  }
  const value = canonical(identifier.value)
  if (value === null) {
    const message = `This is not a valid ${scheme}: its length or its check digits are wrong.`
    const errors = [{ field: `${field}/value`, rule: 'checksum', message }]
    throw new InvalidInput({ problem: 'invalid-request', detail: message, errors })
  }
  return { scheme, value }
}
