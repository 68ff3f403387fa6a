import type { Person, Population } from '#sandbox-data/population.ts'
import type { Inputs } from '../control/inputs.ts'
import { providerNameOf } from '../providers.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** Identifiers that designate one person by themselves. */
export type PersonNumber = 'ine' | 'identifiant'

/** Finds the person that bears the number a demand gives. */
export type IdentifyByNumber = (kind: PersonNumber, inputs: Inputs, providerCode: string) => Person | Refusal

const shapes: Readonly<Record<PersonNumber, { readonly pattern: RegExp; readonly code: string }>> = {
  ine: { pattern: /^[0-9A-Z]{11}$/, code: '00360' },
  identifiant: { pattern: /^[a-z0-9.@_-]{2,100}$/, code: '00380' },
}

/** Student numbers are compared in capitals, logins in small letters. */
export function createIdentifyByNumber(population: Population): IdentifyByNumber {
  const byNumber: Readonly<Record<PersonNumber, ReadonlyMap<string, Person>>> = {
    ine: new Map(population.persons.map((person) => [person.ine, person])),
    identifiant: new Map(population.persons.map((person) => [person.login, person])),
  }
  return (kind, inputs, providerCode) => {
    const given = inputs.get(kind)?.[0]?.trim() ?? ''
    const value = kind === 'ine' ? given.toUpperCase() : given.toLowerCase()
    const { pattern, code } = shapes[kind]
    const provider = providerNameOf(providerCode)
    if (!pattern.test(value)) {
      return refuse('control', 422, code, 'malformed-number', "Cet identifiant n'a pas la bonne forme.", 'Octroi', kind)
    }
    const person = byNumber[kind].get(value)
    if (person) return person
    const detail = 'Aucune personne ne porte cet identifiant.'
    return refuse('identification', 404, `${providerCode}003`, 'unknown-number', detail, provider, kind)
  }
}
