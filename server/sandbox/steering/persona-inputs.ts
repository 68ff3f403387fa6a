import type { Population } from '#sandbox-data/population.ts'
import type { Inputs } from '../control/inputs.ts'

const replaced = ['nomUsage', 'nomCommuneNaissance', 'codeCogInseeDepartementNaissance', 'prenom', 'date_naissance']

/** The demand as somebody would make it about the first person of a persona; null when no persona has this name. */
export type InputsAbout = (persona: string, inputs: Inputs) => Inputs | null

export function createInputsAbout(population: Population): InputsAbout {
  return (persona, inputs) => {
    const person = population.households.find((household) => household.persona === persona)?.persons[0]
    if (!person) return null
    const { birth } = person
    const own: Readonly<Record<string, readonly (string | number | null)[]>> = {
      nomNaissance: [person.birth_name],
      prenoms: person.first_names,
      anneeDateNaissance: [birth.year],
      moisDateNaissance: [birth.month],
      jourDateNaissance: [birth.day],
      sexeEtatCivil: [person.sex],
      codeCogInseePaysNaissance: [birth.country],
      codeCogInseeCommuneNaissance: [birth.commune],
      ine: [person.ine],
      identifiant: [person.login],
      nir: [person.nir],
      nom_naissance: [person.birth_name],
    }
    const asked = new Map([...inputs].filter(([name]) => !replaced.includes(name)))
    for (const [name, values] of Object.entries(own)) {
      const stated = values.filter((value) => value !== null).map(String)
      if (stated.length > 0) asked.set(name, stated)
      else asked.delete(name)
    }
    return asked
  }
}

/** Slugs of the documented personas. */
export function personaSlugs(population: Population): readonly string[] {
  return population.households.flatMap(({ persona }) => persona ?? [])
}
