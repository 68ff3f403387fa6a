import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createAnswerDemand } from '#sandbox/answer-demand.ts'
import { inputsOfQuery } from '#sandbox/control/inputs.ts'
import { projections } from '#sandbox/projections/projections.ts'
import { openPopulations } from '#sandbox-data/open-populations.ts'
import type { Household, Person } from '#sandbox-data/population.ts'
import { householdAt } from '#sandbox-data/rules/household-at.ts'
import { firstDayOf, monthAt } from '#sandbox-data/rules/month.ts'
import { civilStatusOfPerson, civilStatusQuery } from '#support/civil-status-query.ts'

const { sandbox, named } = openPopulations(2000)
const answerDemand = createAnswerDemand(sandbox, named)

type Api =
  | 'QuotientFamilial'
  | 'ComplementaireSanteSolidaire'
  | 'AllocationAdulteHandicape'
  | 'RevenuSolidariteActive'
  | 'PrimeActivite'
  | 'AllocationSoutienFamilial'
  | 'AllocationEnfantHandicape'
  | 'ParticipationFamilialeEaje'

interface Data {
  readonly est_beneficiaire: boolean
  readonly avec_participation: boolean | null
  readonly date_debut_droit: string | null
  readonly allocataires: readonly { readonly nom_naissance: string }[]
  readonly enfants: readonly { readonly date_naissance: string }[]
  readonly quotient_familial: { readonly valeur: number }
  readonly status: string
  readonly parametres_calcul_participation_familiale: {
    readonly nombre_enfants_a_charge: number
    readonly nombre_enfants_beneficiaire_aeeh: number
  }
}

/** The data of an API about a person on a day, or null for a refusal of the fund. */
function ask(api: Api, person: Person, today: string): Data | null {
  const inputs = inputsOfQuery(new URLSearchParams(civilStatusQuery(civilStatusOfPerson(person))))
  const projection = projections[`get${api}Identite`]
  assert.ok(projection)
  const { outcome, person: found } = answerDemand({ projection, providerCode: '35', inputs, today })
  assert.equal(found?.id, person.id, `${person.id} is identified as itself`)
  return outcome.kind === 'projected' ? (outcome.data as Data) : null
}

/** Any household, on the 20th of any month of ten years. */
const moments = fc.tuple(
  fc.constantFrom(...sandbox.households),
  fc.integer({ min: monthAt(2024, 12), max: monthAt(2034, 12) }),
)

function holds(property: (household: Household, today: string) => void): void {
  fc.assert(
    fc.property(moments, ([household, month]) => property(household, `${firstDayOf(month).slice(0, 8)}20`)),
    { numRuns: 400 },
  )
}

const isBorn = ({ birth }: Person, today: string) =>
  monthAt(birth.year, birth.month ?? 1) < monthAt(Number(today.slice(0, 4)), Number(today.slice(5, 7)))
const adultsOf = (household: Household, today: string) =>
  householdAt(household, monthAt(Number(today.slice(0, 4)), Number(today.slice(5, 7)))).adults

test('both adults of a household get the same quotient, solidarity income and health cover', () => {
  holds((household, today) => {
    const [first, second] = adultsOf(household, today)
    if (!first || !second) return
    for (const api of [
      'QuotientFamilial',
      'RevenuSolidariteActive',
      'PrimeActivite',
      'AllocationEnfantHandicape',
      'ParticipationFamilialeEaje',
    ] as const) {
      assert.deepEqual(ask(api, second, today), ask(api, first, today))
    }
    const [one, other] = [first, second].filter((adult) => adult.insured)
    if (one && other) {
      const api = 'ComplementaireSanteSolidaire'
      assert.deepEqual(ask(api, other, today), ask(api, one, today))
    }
  })
})

test('a household on solidarity income has the free health cover, and a low quotient', () => {
  holds((household, today) => {
    for (const adult of adultsOf(household, today)) {
      if (!ask('RevenuSolidariteActive', adult, today)?.est_beneficiaire) continue
      if (adult.insured) assert.equal(ask('ComplementaireSanteSolidaire', adult, today)?.avec_participation, false)
      const quotient = ask('QuotientFamilial', adult, today)
      if (quotient) assert.ok(quotient.quotient_familial.valeur < 700, `${household.id} ${today}`)
    }
  })
})

test('whoever receives a benefit has a file, and a right that began and has a first day of a month', () => {
  holds((household, today) => {
    for (const adult of adultsOf(household, today)) {
      for (const api of [
        'AllocationAdulteHandicape',
        'RevenuSolidariteActive',
        'PrimeActivite',
        'AllocationSoutienFamilial',
        'ComplementaireSanteSolidaire',
      ] as const) {
        const data = ask(api, adult, today)
        if (!data) continue
        assert.equal(data.date_debut_droit !== null, data.est_beneficiaire)
        if (data.date_debut_droit === null) continue
        assert.match(data.date_debut_droit, /^\d{4}-\d{2}-01$/)
        assert.ok(data.date_debut_droit <= today)
        if (api === 'ComplementaireSanteSolidaire' || !household.has_declared_income) continue
        assert.ok(ask('QuotientFamilial', adult, today), `${household.id} has a file`)
      }
    }
  })
})

test('a right that began earlier was already answered on its first day, with the same first day', () => {
  holds((household, today) => {
    for (const adult of adultsOf(household, today)) {
      for (const api of [
        'AllocationAdulteHandicape',
        'RevenuSolidariteActive',
        'PrimeActivite',
        'AllocationSoutienFamilial',
        'AllocationEnfantHandicape',
      ] as const) {
        const data = ask(api, adult, today)
        if (!data?.date_debut_droit) continue
        const then = ask(api, adult, data.date_debut_droit)
        assert.equal(then?.date_debut_droit, data.date_debut_droit, `${household.id} ${api} ${today}`)
      }
    }
  })
})

test('a file lists the adults of the household, and children already born and under twenty', () => {
  holds((household, today) => {
    for (const adult of adultsOf(household, today)) {
      const data = ask('QuotientFamilial', adult, today)
      if (!data) continue
      assert.deepEqual(
        data.allocataires.map((each) => each.nom_naissance),
        adultsOf(household, today).map((each) => each.birth_name),
      )
      for (const { date_naissance } of data.enfants) {
        assert.ok(date_naissance.slice(0, 7) <= today.slice(0, 7), date_naissance)
        assert.ok(Number(today.slice(0, 4)) - Number(date_naissance.slice(0, 4)) <= 20, date_naissance)
      }
    }
  })
})

test('a child opens the right its parents receive, and the day-care terms count the same children as the file', () => {
  holds((household, today) => {
    for (const adult of adultsOf(household, today)) {
      const right = ask('AllocationEnfantHandicape', adult, today)
      const children = household.persons.filter((person) => person.role === 'child' && isBorn(person, today))
      const opening = children.filter(
        (child) => ask('AllocationEnfantHandicape', child, today)?.status === 'ouvrant_droit',
      )
      if (right) assert.equal(right.status, opening.length > 0 ? 'allocataire' : 'non_beneficiaire')
      const terms = ask('ParticipationFamilialeEaje', adult, today)?.parametres_calcul_participation_familiale
      if (!terms) continue
      assert.equal(terms.nombre_enfants_beneficiaire_aeeh, opening.length)
      assert.equal(terms.nombre_enfants_a_charge, ask('QuotientFamilial', adult, today)?.enfants.length)
    }
  })
})

test('the demo population has somebody in every situation the APIs of the family tell apart', () => {
  const seen = new Set<string>()
  for (const household of openPopulations().sandbox.households) {
    for (const person of household.persons) {
      for (const [id, projection] of Object.entries(projections)) {
        const query = civilStatusQuery(civilStatusOfPerson(person))
        const inputs = inputsOfQuery(new URLSearchParams(query))
        const { outcome } = answerDemand({ projection, providerCode: '35', inputs, today: '2026-11-22' })
        seen.add(`${id} ${outcome.rule.replace(/^qf-.*/, 'qf')}`)
      }
    }
  }
  for (const rule of ['c2s-free', 'c2s-free-by-rsa', 'c2s-paid', 'c2s-none', 'not-insured']) {
    assert.ok(seen.has(`getComplementaireSanteSolidaireIdentite ${rule}`), rule)
  }
  for (const rule of ['rsa', 'rsa-supplemented', 'rsa-none', 'no-file', 'not-a-recipient']) {
    assert.ok(seen.has(`getRevenuSolidariteActiveIdentite ${rule}`), rule)
  }
  for (const rule of ['aah', 'aah-none']) assert.ok(seen.has(`getAllocationAdulteHandicapeIdentite ${rule}`), rule)
  for (const rule of ['ppa', 'ppa-none']) assert.ok(seen.has(`getPrimeActiviteIdentite ${rule}`), rule)
  for (const rule of ['asf', 'asf-none']) assert.ok(seen.has(`getAllocationSoutienFamilialIdentite ${rule}`), rule)
  for (const rule of ['aeeh-parent', 'aeeh-child', 'aeeh-none']) {
    assert.ok(seen.has(`getAllocationEnfantHandicapeIdentite ${rule}`), rule)
  }
  for (const rule of ['eaje', 'no-child-under-seven']) {
    assert.ok(seen.has(`getParticipationFamilialeEajeIdentite ${rule}`), rule)
  }
  for (const rule of ['qf', 'income-not-declared']) assert.ok(seen.has(`getQuotientFamilialIdentite ${rule}`), rule)
})
