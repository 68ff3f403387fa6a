import type { Month, Person } from '#sandbox-data/population.ts'
import { earningsAt } from '#sandbox-data/rules/earnings-at.ts'
import { jobSeekerAt } from '#sandbox-data/rules/job-seeker-at.ts'
import { firstDayOf } from '#sandbox-data/rules/month.ts'
import { noFile } from './check-file.ts'
import type { Projection } from './projection.ts'

const monthsListed = 24

/** What the public employment service paid in the last two years, latest first (France Travail). */
export const jobSeekerPayments: Projection = {
  designation: 'identifiant',
  project({ person, month, providerCode }) {
    const paiements = paymentsBefore(person, month)
    if (paiements.length === 0 && jobSeekerAt(person, month) === null) {
      return noFile(providerCode, 'not-registered', "La personne est identifiée, mais n'est pas inscrite.")
    }
    const data = { identifiant: person.login, paiements }
    return { kind: 'projected', data, rule: paiements.length === 0 ? 'no-payment' : 'payments' }
  },
}

/** A month is paid at the beginning of the next one. */
function paymentsBefore(person: Person, month: Month): readonly object[] {
  const payments: object[] = []
  for (let paidIn = month; paidIn > month - monthsListed; paidIn--) {
    const { unemployment, solidarity } = earningsAt(person, paidIn - 1)
    const amount = unemployment + solidarity
    if (amount === 0) continue
    payments.push({
      date_versement: firstDayOf(paidIn),
      montant_total: amount,
      montant_allocations: amount,
      montant_aides: 0,
      montant_autres: 0,
    })
  }
  return payments
}
