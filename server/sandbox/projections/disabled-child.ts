import type { Household, Month } from '#sandbox-data/population.ts'
import { isDisabledChildAt } from '#sandbox-data/rules/disabled-child-at.ts'
import { firstDayOf } from '#sandbox-data/rules/month.ts'
import { checkFile } from './check-file.ts'
import type { Projected, Projection } from './projection.ts'

/** Allocation d'éducation de l'enfant handicapé: a parent receives it, a child opens the right. */
export const disabledChild: Projection = {
  project(subject) {
    const { person, household, month } = subject
    if (isDisabledChildAt(person, month)) {
      return answer('ouvrant_droit', person.disabled_since, 'aeeh-child')
    }
    const refusal = checkFile(subject)
    if (refusal) return refusal
    const since = firstRecognition(household, month)
    return since === null ? answer('non_beneficiaire', null, 'aeeh-none') : answer('allocataire', since, 'aeeh-parent')
  },
}

function answer(status: string, since: Month | null, rule: string): Projected {
  return { kind: 'projected', data: { status, date_debut_droit: since === null ? null : firstDayOf(since) }, rule }
}

/** The oldest right still running. */
function firstRecognition(household: Household, month: Month): Month | null {
  const running = household.persons.filter((person) => isDisabledChildAt(person, month))
  const recognised = running.map(({ disabled_since }) => disabled_since ?? month)
  return recognised.length === 0 ? null : Math.min(...recognised)
}
