import type { Household, Month } from '#sandbox-data/population.ts'
import { familyBenefitsAt } from '#sandbox-data/rules/family-benefits-at.ts'
import { firstDayOf, monthAt } from '#sandbox-data/rules/month.ts'
import { rightStart } from '#sandbox-data/rules/right-start.ts'
import { checkFile } from './check-file.ts'
import type { Projection } from './projection.ts'

/** Allocation de soutien familial: for a lone parent whose child gets no maintenance from the other one. */
export const childSupport: Projection = {
  project(subject) {
    const refusal = checkFile(subject)
    if (refusal) return refusal
    const { household, month } = subject
    if (!hasRight(household, month)) {
      return { kind: 'projected', data: { est_beneficiaire: false, date_debut_droit: null }, rule: 'asf-none' }
    }
    const since = rightStart((at) => hasRight(household, at), month, monthOfFirstChild(household))
    return { kind: 'projected', data: { est_beneficiaire: true, date_debut_droit: firstDayOf(since) }, rule: 'asf' }
  },
}

function hasRight(household: Household, month: Month): boolean {
  return familyBenefitsAt(household, month).childSupport > 0
}

function monthOfFirstChild({ persons }: Household): Month {
  const births = persons
    .filter(({ role }) => role === 'child')
    .map(({ birth }) => monthAt(birth.year, birth.month ?? 1))
  return Math.min(...births)
}
