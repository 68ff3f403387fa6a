import { ageAt } from '#sandbox-data/rules/age-at.ts'
import { healthCoverAt } from '#sandbox-data/rules/health-cover-at.ts'
import { firstDayOf } from '#sandbox-data/rules/month.ts'
import { rates } from '#sandbox-data/rules/rates.ts'
import { noFile } from './check-file.ts'
import type { Projection } from './projection.ts'

/** Complémentaire santé solidaire: a right of everybody in the household; grown children have left its file. */
export const healthCover: Projection = {
  project({ person, household, month, providerCode }) {
    if (!person.insured) {
      return noFile(
        providerCode,
        'not-insured',
        "La personne est identifiée, mais aucun organisme d'assurance maladie ne la connaît.",
      )
    }
    const isInHousehold = person.role === 'adult' || ageAt(person, month) < rates.child_age_limit
    const { kind, since, isBySolidarityIncome } = healthCoverAt(household, month)
    if (!isInHousehold || kind === 'none' || since === null) {
      const data = { est_beneficiaire: false, avec_participation: null, date_debut_droit: null }
      return { kind: 'projected', data, rule: 'c2s-none' }
    }
    const data = { est_beneficiaire: true, avec_participation: kind === 'paid', date_debut_droit: firstDayOf(since) }
    return { kind: 'projected', data, rule: isBySolidarityIncome ? 'c2s-free-by-rsa' : `c2s-${kind}` }
  },
}
