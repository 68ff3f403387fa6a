import { isNir } from '#sandbox-data/is-nir.ts'
import { normaliseName } from '#sandbox-data/normalise-name.ts'
import type { Person, Population } from '#sandbox-data/population.ts'
import type { Inputs } from '../control/inputs.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** Finds the person of a NIR, provided that the identity given for control is theirs. */
export type IdentifyByNir = (inputs: Inputs) => Person | Refusal

const registry = 'CNAV'

/**
 * A number nobody has and a number whose identity differs give the same answer: whoever tries numbers learns nothing.
 */
export function createIdentifyByNir(population: Population): IdentifyByNir {
  const byNir = new Map<string, Numbered>(population.persons.flatMap(numbersOf))
  return (inputs) => {
    const nir = (inputs.get('nir')?.[0] ?? '').replaceAll(' ', '').toUpperCase()
    if (!isNir(nir)) {
      const detail = "Ce NIR n'a pas la bonne forme, ou sa clé est fausse."
      return refuse('control', 422, '00366', 'malformed-nir', detail, 'Octroi', 'nir')
    }
    const found = byNir.get(nir)
    if (found && isTheirs(found.person, inputs)) {
      if (found.state !== 'cancelled') return found.person
      const detail = "Ce numéro a été annulé : il ne désigne plus personne. Demandez son numéro à l'assuré."
      return refuse('identification', 410, '37007', 'cancelled-number', detail, registry, 'nir')
    }
    const detail = "Aucune personne n'a ce NIR avec cette identité."
    return refuse('identification', 404, '37003', 'identity-mismatch', detail, registry)
  }
}

interface Numbered {
  readonly person: Person
  readonly state: 'valid' | 'replaced' | 'cancelled'
}

/** A number that the registry replaced still designates its person. */
function numbersOf(person: Person): readonly (readonly [string, Numbered])[] {
  const before = person.particulars?.former_nirs ?? []
  return [
    [person.nir, { person, state: 'valid' }],
    ...before.map(({ nir, state }) => [nir, { person, state }] as const),
  ]
}

/** The birth name, present or former, and the date of birth and first name when they are given. */
function isTheirs(person: Person, inputs: Inputs): boolean {
  const compact = (name: string) => normaliseName(name).replaceAll(' ', '')
  const one = (name: string) => inputs.get(name)?.[0]?.trim() ?? ''
  const names = [person.birth_name, ...person.former_birth_names].map(compact)
  const { year, month, day } = person.birth
  const two = (part: number | null) => String(part ?? 0).padStart(2, '0')
  const firstName = one('prenom')
  const birthDate = one('date_naissance')
  return (
    names.includes(compact(one('nom_naissance'))) &&
    (firstName === '' || compact(firstName) === compact(person.first_names[0] ?? '')) &&
    (birthDate === '' || birthDate === `${year}-${two(month)}-${two(day)}`)
  )
}
