import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Studies } from '#sandbox-data/population.ts'
import { earningsAt } from '#sandbox-data/rules/earnings-at.ts'
import { householdAt } from '#sandbox-data/rules/household-at.ts'
import { jobSeekerAt } from '#sandbox-data/rules/job-seeker-at.ts'
import { academicYearOf, monthOf } from '#sandbox-data/rules/month.ts'
import { oldAgeMinimumAt } from '#sandbox-data/rules/old-age-minimum-at.ts'
import { scholarshipAt } from '#sandbox-data/rules/scholarship-at.ts'
import { schoolAt } from '#sandbox-data/rules/school-at.ts'
import { schoolScholarshipAt } from '#sandbox-data/rules/school-scholarship-at.ts'
import { buildChild, buildHousehold, buildPerson, earning } from '#support/build-household.ts'

const month = monthOf('2026-11')
const born = (year: number) => ({ year, month: 6, day: 1, country: '99100', commune: '69383' })

function student(change: Partial<Studies> = {}) {
  const studies: Studies = {
    first_year: 2024,
    last_year: 2028,
    establishment: '0009001B',
    regime: 1,
    parents_income: 20_000,
    asks_for_scholarship: true,
    struck_off_on: null,
    ...change,
  }
  return buildPerson({ birth: born(2005), studies })
}
const echelon = (change: Partial<Studies>) => scholarshipAt(student(change), buildHousehold([student(change)]), month)

test('a school year begins in September', () => {
  assert.equal(academicYearOf(monthOf('2026-08')), 2025)
  assert.equal(academicYearOf(monthOf('2026-09')), 2026)
})

test('a scholarship has the highest echelon whose ceiling the income does not pass', () => {
  assert.deepEqual(
    [35_087, 35_086, 23_851, 23_850, 266, 265].map((parents_income) => echelon({ parents_income })),
    [null, '0bis', '0bis', '1', '6', '7'],
  )
})

test('no scholarship for an apprentice, without asking, before or after the studies', () => {
  assert.equal(echelon({ regime: 4 }), null)
  assert.equal(echelon({ asks_for_scholarship: false }), null)
  assert.equal(echelon({ first_year: 2027 }), null)
  assert.equal(echelon({ last_year: 2025 }), null)
})

test('a student at home is judged by the declared income, each other dependent child raising the ceilings', () => {
  const parent = buildPerson({ income: earning({ wage: 2000 }) })
  const child = { ...student({ parents_income: null }), id: 'student', role: 'child' as const }
  assert.equal(scholarshipAt(child, buildHousehold([parent, child]), month), '0bis')
  const withOther = buildHousehold([parent, child, buildChild(2015)])
  assert.equal(scholarshipAt(child, withOther, month), '1')
})

test('school goes from three years to seventeen, siblings at the same school of a cycle', () => {
  const household = buildHousehold([buildPerson(), buildChild(2012), buildChild(2014)])
  const [, older, younger] = household.persons
  assert.ok(older && younger)
  assert.equal(schoolAt(older, household, 2014), null)
  assert.equal(schoolAt(older, household, 2015)?.label, 'PETITE SECTION')
  assert.equal(schoolAt(older, household, 2023)?.cycle, 'college')
  assert.equal(schoolAt(older, household, 2029)?.label, 'TERMINALE GENERALE')
  assert.equal(schoolAt(older, household, 2030), null)
  assert.equal(schoolAt(older, household, 2026)?.uai, schoolAt(younger, household, 2026)?.uai)
})

test('a pupil has a scholarship from collège on, by the declared income', () => {
  const of = (wage: number, birthYear: number) => {
    const household = buildHousehold([buildPerson({ income: earning({ wage }) }), buildChild(birthYear)])
    return schoolScholarshipAt(household.persons[1] ?? buildChild(birthYear), household, 2026)
  }
  assert.equal(of(1500, 2013), 1)
  assert.equal(of(1501, 2013), null)
  assert.equal(of(1100, 2010), 3)
  assert.equal(of(1100, 2018), null)
})

test('somebody is registered from the first month without work, and for a year after the last one', () => {
  const situations = [
    { from: '2020-01', wage: 1500 },
    { from: '2025-02', unemployment: 855 },
    { from: '2025-09', wage: 1600 },
  ]
  const person = buildPerson({ income: { kind: 'stated', situations } })
  assert.equal(jobSeekerAt(person, monthOf('2025-01')), null)
  assert.deepEqual(jobSeekerAt(person, monthOf('2025-06')), {
    since: monthOf('2025-02'),
    until: null,
    insurance: 855,
    solidarity: 0,
  })
  assert.equal(jobSeekerAt(person, monthOf('2026-07'))?.until, monthOf('2025-08'))
  assert.equal(jobSeekerAt(person, monthOf('2026-08')), null)
})

test('drawn unemployment becomes the solidarity allowance after eighteen months', () => {
  const seen = new Set<string>()
  for (let index = 0; index < 400; index++) {
    const income = { kind: 'drawn', status: 'employed', wage: 1800, instability: 1 } as const
    const person = buildPerson({ nir: `29001693830${index}`, income })
    let insured = 0
    for (let at = monthOf('2010-01'); at < monthOf('2030-01'); at++) {
      const { wage, unemployment, solidarity } = earningsAt(person, at)
      assert.equal([wage, unemployment, solidarity].filter((amount) => amount > 0).length, 1)
      insured = unemployment > 0 ? insured + 1 : solidarity > 0 ? insured : 0
      assert.ok(insured <= 36)
      if (solidarity > 0) seen.add('solidarity')
    }
  }
  assert.ok(seen.has('solidarity'))
})

test('the old-age minimum fills up to the ceiling of one or two persons from 65', () => {
  const old = (pension: number, change = {}) =>
    buildPerson({ birth: born(1950), income: earning({ pension }), ...change })
  assert.equal(oldAgeMinimumAt(buildHousehold([old(600)]), month), 443.59)
  assert.equal(oldAgeMinimumAt(buildHousehold([old(1100)]), month), 0)
  assert.equal(oldAgeMinimumAt(buildHousehold([old(600), old(500, { id: 'other' })]), month), 520.18)
  assert.equal(oldAgeMinimumAt(buildHousehold([buildPerson({ birth: born(1965) })]), month), 0)
})

test('a deceased person leaves the household after the month of death', () => {
  const household = buildHousehold([buildPerson(), buildPerson({ id: 'other', died: monthOf('2026-06') })])
  assert.equal(householdAt(household, monthOf('2026-06')).adults.length, 2)
  assert.equal(householdAt(household, monthOf('2026-07')).adults.length, 1)
})
