import type { Person } from '#sandbox-data/population.ts'

/** A person as a fund's file prints them: capitals, first names in one text, 00 for an unknown month or day. */
export function civilStatusOf(person: Person): object {
  const { year, month, day } = person.birth
  const two = (part: number | null) => String(part ?? 0).padStart(2, '0')
  return {
    nom_naissance: person.birth_name,
    nom_usage: person.usage_name,
    prenoms: person.first_names.join(' '),
    date_naissance: `${year}-${two(month)}-${two(day)}`,
    sexe: person.sex,
  }
}
