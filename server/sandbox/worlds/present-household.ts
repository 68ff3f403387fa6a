import type { Household } from '#sandbox-data/population.ts'

/** A synthetic household as its developer may see it whole: what to send to be answered about each person. */
export function presentHousehold(household: Household) {
  return {
    id: household.id,
    fund: household.fund,
    persons: household.persons.map((person) => ({
      id: person.id,
      role: person.role,
      nir: person.nir,
      ine: person.ine,
      identifiant: person.login,
      nomNaissance: person.birth_name,
      nomUsage: person.usage_name,
      prenoms: person.first_names,
      sexeEtatCivil: person.sex,
      anneeDateNaissance: person.birth.year,
      moisDateNaissance: person.birth.month,
      jourDateNaissance: person.birth.day,
      codeCogInseePaysNaissance: person.birth.country,
      codeCogInseeCommuneNaissance: person.birth.commune,
    })),
  }
}
