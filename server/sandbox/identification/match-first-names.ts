import { normaliseName } from '#sandbox-data/normalise-name.ts'
import { firstNameDistance } from './first-name-distance.ts'
import { phoneticCode } from './phonetic-code.ts'

/** How stated first names compare with those of a person. `near` is a typing error or a spelling by ear in each. */
export type FirstNameMatch = 'exact' | 'near' | 'different'

/** Stated names must be borne in the same order, from the first on; fewer than the person bears will do. */
export function matchFirstNames(stated: readonly string[], borne: readonly string[]): FirstNameMatch {
  let match: FirstNameMatch = 'exact'
  for (const [rank, name] of stated.entries()) {
    const wanted = compact(name)
    const own = compact(borne[rank] ?? '')
    if (wanted === own) continue
    if (!isNear(wanted, own)) return 'different'
    match = 'near'
  }
  return match
}

/** A hyphen, an apostrophe or a space makes no difference. */
function compact(name: string): string {
  return normaliseName(name).replaceAll(' ', '')
}

function isNear(wanted: string, own: string): boolean {
  if (wanted === '' || own === '') return false
  const tolerated = Math.min(wanted.length, own.length) <= 4 ? 1 : 2
  return phoneticCode(wanted) === phoneticCode(own) || firstNameDistance(wanted, own) <= tolerated
}
