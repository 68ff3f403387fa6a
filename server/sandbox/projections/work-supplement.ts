import { householdAt } from '#sandbox-data/rules/household-at.ts'
import { isSupplemented } from '#sandbox-data/rules/is-supplemented.ts'
import { firstDayOf } from '#sandbox-data/rules/month.ts'
import { quarterlyIncome } from '#sandbox-data/rules/quarterly-income.ts'
import { rightStart } from '#sandbox-data/rules/right-start.ts'
import { workSupplementAt, workSupplementBegan } from '#sandbox-data/rules/work-supplement-at.ts'
import { checkFile } from './check-file.ts'
import type { Projection } from './projection.ts'

/** Prime d'activité: the household's right, the same for both adults. */
export const workSupplement: Projection = {
  project(subject) {
    const refusal = checkFile(subject)
    if (refusal) return refusal
    const { household, month } = subject
    if (month < workSupplementBegan || workSupplementAt(household, month) === 0) {
      const data = { est_beneficiaire: false, avec_majoration: null, date_debut_droit: null }
      return { kind: 'projected', data, rule: 'ppa-none' }
    }
    const since = rightStart((at) => workSupplementAt(household, at) > 0, month, workSupplementBegan)
    const { reviewedIn } = quarterlyIncome(household, month)
    const isRaised = isSupplemented(householdAt(household, reviewedIn), reviewedIn)
    const data = { est_beneficiaire: true, avec_majoration: isRaised, date_debut_droit: firstDayOf(since) }
    return { kind: 'projected', data, rule: isRaised ? 'ppa-supplemented' : 'ppa' }
  },
}
