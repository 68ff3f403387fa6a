import type { Person } from '#sandbox-data/population.ts'

export type CivilStatus = Readonly<Record<string, string | number | readonly string[] | null>>

/** The parameters that designate a person exactly; `change` replaces some, null leaves one out. */
export function civilStatusOfPerson(person: Person, change: CivilStatus = {}): CivilStatus {
  return {
    nomNaissance: person.birth_name,
    'prenoms[]': person.first_names,
    anneeDateNaissance: person.birth.year,
    moisDateNaissance: person.birth.month,
    jourDateNaissance: person.birth.day,
    sexeEtatCivil: person.sex,
    codeCogInseePaysNaissance: person.birth.country,
    codeCogInseeCommuneNaissance: person.birth.commune,
    recipient: '00000001800010',
    ...change,
  }
}

/** A query string of a civil status. */
export function civilStatusQuery(status: CivilStatus): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(status)) {
    if (value === null) continue
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each))
  }
  return query.toString()
}
