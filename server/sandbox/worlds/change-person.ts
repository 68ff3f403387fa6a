import type { Household, Income, Month, Person, Situation } from '#sandbox-data/population.ts'
import { earningsAt } from '#sandbox-data/rules/earnings-at.ts'
import { firstDayOf, monthOf } from '#sandbox-data/rules/month.ts'
import type { ChangeInput } from './world-event.ts'

/** Months before a change that a drawn income is written out for. */
const monthsKept = 72
const statedMembers = ['wage', 'unemployment', 'solidarity', 'pension', 'is_job_seeker'] as const

/** A household in which one person changed, from a month on; everybody else and every month before stay. */
export function changePerson(household: Household, personId: string, change: ChangeInput): Household {
  const isIncome = statedMembers.some((member) => change[member] !== undefined)
  const persons = household.persons.map((person) =>
    person.id === personId ? changed(person, change, isIncome) : person,
  )
  const { takes_up: takesUp } = change
  return {
    ...household,
    persons,
    // A documented quotient is solved from the story's income, which is another one now.
    stated_quotient: isIncome ? null : household.stated_quotient,
    takes_up:
      takesUp === undefined
        ? household.takes_up
        : {
            rsa: takesUp,
            work_supplement: takesUp,
            free_health_cover: takesUp,
            paid_health_cover: takesUp,
            old_age_minimum: takesUp,
          },
  }
}

function changed(person: Person, change: ChangeInput, isIncome: boolean): Person {
  const from = monthOf(change.from)
  const disabled = change.is_disabled === undefined ? person.disabled_since : change.is_disabled ? from : null
  return {
    ...person,
    income: isIncome ? incomeFrom(person, from, change) : person.income,
    disabled_since: disabled,
    died: change.has_died ? from : person.died,
  }
}

/** The old income month by month, then what the change states. */
function incomeFrom(person: Person, from: Month, change: ChangeInput): Income {
  const before: Situation[] = []
  for (let month = from - monthsKept; month < from; month++) {
    const earned = earningsAt(person, month)
    const last = before.at(-1)
    if (last && JSON.stringify({ ...last, from: '' }) === JSON.stringify({ ...earned, from: '' })) continue
    before.push({ ...earned, from: firstDayOf(month).slice(0, 7) })
  }
  const stated: Record<string, number | boolean> = {}
  for (const member of statedMembers) if (change[member] !== undefined) stated[member] = change[member]
  return { kind: 'stated', situations: [...before, { from: change.from, ...stated }] }
}
