import { firstDayOf } from '#sandbox-data/rules/month.ts'
import { rightStart } from '#sandbox-data/rules/right-start.ts'
import { solidarityIncomeAt } from '#sandbox-data/rules/solidarity-income-at.ts'
import { solidarityIncomeBegan } from '#sandbox-data/rules/solidarity-income-began.ts'
import { checkFile } from './check-file.ts'
import type { Projection } from './projection.ts'

/** Revenu de solidarité active: the household's right, the same for both adults. */
export const solidarityIncome: Projection = {
  project(subject) {
    const refusal = checkFile(subject)
    if (refusal) return refusal
    const { household, month } = subject
    const { amount, isSupplemented } = solidarityIncomeAt(household, month)
    if (amount === 0) {
      const data = { est_beneficiaire: false, avec_majoration: null, date_debut_droit: null }
      return { kind: 'projected', data, rule: 'rsa-none' }
    }
    const since = rightStart((at) => solidarityIncomeAt(household, at).amount > 0, month, solidarityIncomeBegan)
    const data = { est_beneficiaire: true, avec_majoration: isSupplemented, date_debut_droit: firstDayOf(since) }
    return { kind: 'projected', data, rule: isSupplemented ? 'rsa-supplemented' : 'rsa' }
  },
}
