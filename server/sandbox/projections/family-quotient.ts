import { hashToUnit } from '#sandbox-data/generator/hashed-random.ts'
import type { Household, Month } from '#sandbox-data/population.ts'
import { householdAt } from '#sandbox-data/rules/household-at.ts'
import { monthInYear, yearOf } from '#sandbox-data/rules/month.ts'
import { quotientAt } from '#sandbox-data/rules/quotient-at.ts'
import { checkPeriod } from '../control/check-period.ts'
import { addressOf } from './address-of.ts'
import { checkFile, noFile } from './check-file.ts'
import { civilStatusOf } from './civil-status-of.ts'
import type { Projection } from './projection.ts'

/** Quotient familial of a month, with the file as it is in the current one. */
export const familyQuotient: Projection = {
  control(inputs, month) {
    const period = checkPeriod(inputs, month)
    return 'kind' in period ? period : null
  },
  project(subject) {
    const refusal = checkFile(subject)
    if (refusal) return refusal
    const { household, month, today, inputs, providerCode } = subject
    const period = checkPeriod(inputs, month)
    if ('kind' in period) return period
    const latest = isComputed(household, today) ? month : month - 1
    const asked = period.asked ?? latest
    const quotient = quotientAt(household, Math.min(asked, latest))
    if (!quotient)
      return noFile(providerCode, 'income-not-declared', "Les ressources du foyer n'ont pas été déclarées.")
    const computedIn = computedInFor(household, asked, latest)
    const present = householdAt(household, month)
    return {
      kind: 'projected',
      data: {
        allocataires: present.adults.map(civilStatusOf),
        enfants: present.children.map(civilStatusOf),
        adresse: addressOf(household, present),
        quotient_familial: {
          fournisseur: fundAt(household, asked),
          valeur: quotient.value,
          annee: yearOf(asked),
          mois: monthInYear(asked),
          annee_calcul: yearOf(computedIn),
          mois_calcul: monthInYear(computedIn),
        },
      },
      rule: `qf-(${(quotient.declaredIncome / 12).toFixed(2)}+${quotient.benefits.toFixed(2)})/${quotient.parts}`,
    }
  },
}

/** A household that moved keeps the months its former fund computed. */
function fundAt({ fund, former_fund: former }: Household, month: Month): Household['fund'] {
  return former !== null && month <= former.until ? former.fund : fund
}

/** The CAF computes a month after its first week-end; the MSA in real time. */
function isComputed(household: Household, today: string): boolean {
  if (household.fund === 'MSA') return true
  const firstOfMonth = new Date(`${today.slice(0, 7)}-01T00:00:00Z`).getUTCDay()
  const firstSunday = ((7 - firstOfMonth) % 7) + 1
  return Number(today.slice(8, 10)) > firstSunday
}

/** Some drawn households' past months were computed again one to three months later, after a late declaration. */
function computedInFor(household: Household, asked: Month, latest: Month): Month {
  if (asked >= latest) return latest
  if (household.persona !== null || hashToUnit(`${household.id}|late|${asked}`) >= 0.08) return asked
  return Math.min(asked + 1 + Math.floor(hashToUnit(`${household.id}|late-by|${asked}`) * 3), latest)
}
