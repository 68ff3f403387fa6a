import type { Person } from '#sandbox-data/population.ts'
import { ageAt } from '#sandbox-data/rules/age-at.ts'
import { isDisabledChildAt } from '#sandbox-data/rules/disabled-child-at.ts'
import { householdAt } from '#sandbox-data/rules/household-at.ts'
import { yearOf } from '#sandbox-data/rules/month.ts'
import { declaredIncomeAt } from '#sandbox-data/rules/quotient-at.ts'
import { rates } from '#sandbox-data/rules/rates.ts'
import { addressOf } from './address-of.ts'
import { checkFile, noFile } from './check-file.ts'
import { civilStatusOf } from './civil-status-of.ts'
import type { Projection } from './projection.ts'

/** What a day-care centre computes a family's contribution from (EAJE). */
export const dayCareContribution: Projection = {
  project(subject) {
    const refusal = checkFile(subject)
    if (refusal) return refusal
    const { household, month, providerCode } = subject
    const present = householdAt(household, month)
    if (!present.children.some((child) => ageAt(child, month) < rates.day_care_age_limit)) {
      return noFile(providerCode, 'no-child-under-seven', "Le foyer n'a pas d'enfant de moins de sept ans.")
    }
    if (!household.has_declared_income) {
      return noFile(providerCode, 'income-not-declared', "Les ressources du foyer n'ont pas été déclarées.")
    }
    return {
      kind: 'projected',
      data: {
        allocataires: present.adults.map(withBirthplace),
        enfants: present.children.map(withBirthplace),
        adresse: addressOf(household, present),
        parametres_calcul_participation_familiale: {
          nombre_enfants_a_charge: present.children.length,
          nombre_enfants_beneficiaire_aeeh: present.children.filter((child) => isDisabledChildAt(child, month)).length,
          base_ressources_annuelles: {
            valeur: Math.max(0, Math.round(declaredIncomeAt(household, month))),
            annee_calcul: yearOf(month) - 2,
          },
        },
      },
      rule: 'eaje',
    }
  },
}

function withBirthplace(person: Person): object {
  return { ...civilStatusOf(person), code_cog_insee_commune_naissance: person.birth.commune }
}
