import { normaliseName } from '#sandbox-data/normalise-name.ts'
import type { Person, Population } from '#sandbox-data/population.ts'

/** Persons by birth name, present or before a change of name, whatever its case, accents, hyphens and spaces. */
export interface IdentityIndex {
  bornAs(name: string): readonly Person[]
}

/** Birth names weigh most in identification: an error in one is never tolerated. */
export function indexIdentities(population: Population): IdentityIndex {
  const byName = new Map<string, Person[]>()
  for (const person of population.persons) {
    for (const key of new Set([person.birth_name, ...person.former_birth_names].map(keyOf))) {
      const namesakes = byName.get(key)
      if (namesakes) namesakes.push(person)
      else byName.set(key, [person])
    }
  }
  return { bornAs: (name) => byName.get(keyOf(name)) ?? [] }
}

function keyOf(name: string): string {
  return normaliseName(name).replaceAll(' ', '')
}
