import { disabilityAllowanceAt } from '#sandbox-data/rules/disability-allowance-at.ts'
import { firstDayOf } from '#sandbox-data/rules/month.ts'
import { rightStart } from '#sandbox-data/rules/right-start.ts'
import { checkFile } from './check-file.ts'
import type { Projection } from './projection.ts'

/** Allocation aux adultes handicapés: the person's own right. */
export const disabilityAllowance: Projection = {
  project(subject) {
    const refusal = checkFile(subject)
    if (refusal) return refusal
    const { person, month } = subject
    const hasRight = (at: number) => disabilityAllowanceAt(person, at) > 0
    if (!hasRight(month)) {
      return { kind: 'projected', data: { est_beneficiaire: false, date_debut_droit: null }, rule: 'aah-none' }
    }
    const since = rightStart(hasRight, month, person.disabled_since ?? month)
    return { kind: 'projected', data: { est_beneficiaire: true, date_debut_droit: firstDayOf(since) }, rule: 'aah' }
  },
}
