import type { Birth, Person } from '#sandbox-data/population.ts'
import type { Claim } from '../control/claim.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { IdentityIndex } from './identity-index.ts'
import { matchFirstNames } from './match-first-names.ts'

/** Who searched: the name and the code of its refusals. */
export interface Registry {
  readonly name: string
  readonly notFound: string
}

/**
 * The one person a claim designates. Exact first names win over near ones; near ones count only with
 * the full date of birth; several persons are a refusal of their own.
 */
export function identifyPerson(claim: Claim, index: IdentityIndex, registry: Registry): Person | Refusal {
  const exact: Person[] = []
  const near: Person[] = []
  for (const person of index.bornAs(claim.birthName)) {
    if (person.sex !== claim.sex || !isBornThen(claim, person.birth) || !isBornThere(claim, person.birth)) continue
    const match = matchFirstNames(claim.firstNames, person.first_names)
    if (match === 'exact') exact.push(person)
    if (match === 'near') near.push(person)
  }
  const isFullDate = claim.year !== null && claim.month !== null && claim.day !== null
  const found = exact.length > 0 || !isFullDate ? exact : near
  const [person, another] = found
  if (person && !another) return person
  if (another) {
    const detail = 'Plusieurs personnes correspondent. Précisez le lieu et la date de naissance.'
    return refuse('identification', 422, '00391', 'several-persons', detail, registry.name)
  }
  const detail = "Aucune personne ne correspond à cet état civil. Vérifiez d'abord nom, année et lieu de naissance."
  const rule = near.length > 0 ? 'near-first-names-need-the-full-date' : 'unknown-person'
  return refuse('identification', 404, registry.notFound, rule, detail, registry.name)
}

/** A part that is not stated matches anything; a stated one never matches an unknown part. */
function isBornThen(claim: Claim, birth: Birth): boolean {
  return (
    (claim.year === null || claim.year === birth.year) &&
    (claim.month === null || claim.month === birth.month) &&
    (claim.day === null || claim.day === birth.day)
  )
}

function isBornThere(claim: Claim, birth: Birth): boolean {
  const isAlgeria = claim.country === '92352' && birth.country === '99352' && birth.year <= 1962
  if (claim.country !== null && claim.country !== birth.country && !isAlgeria) return false
  if (claim.communes === null || birth.commune === null) return true
  return claim.communes.some((code) => code === birth.commune || code === cityOfDistrict(birth.commune ?? ''))
}

/** The code of Paris, Lyon or Marseille for one of their districts. */
function cityOfDistrict(code: string): string {
  if (/^751/.test(code)) return '75056'
  if (/^6938/.test(code)) return '69123'
  return /^132[01]/.test(code) ? '13055' : code
}
