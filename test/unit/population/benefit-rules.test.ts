import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { disabilityAllowanceAt } from '#sandbox-data/rules/disability-allowance-at.ts'
import { isDisabledChildAt } from '#sandbox-data/rules/disabled-child-at.ts'
import { familyBenefitsAt } from '#sandbox-data/rules/family-benefits-at.ts'
import { hasFileAt } from '#sandbox-data/rules/has-file-at.ts'
import { healthCoverAt } from '#sandbox-data/rules/health-cover-at.ts'
import { monthOf } from '#sandbox-data/rules/month.ts'
import { partsAt, quotientAt } from '#sandbox-data/rules/quotient-at.ts'
import { solidarityIncomeAt } from '#sandbox-data/rules/solidarity-income-at.ts'
import { workSupplementAt } from '#sandbox-data/rules/work-supplement-at.ts'
import { buildChild, buildHousehold, buildPerson, earning } from '#support/build-household.ts'

const month = monthOf('2026-11')
const alone = (income = earning({})) => buildHousehold([buildPerson({ income })])
const couple = (wage: number, ...children: number[]) =>
  buildHousehold([
    buildPerson({ income: earning({ wage }) }),
    buildPerson({ id: 'other', sex: 'M' }),
    ...children.map(buildChild),
  ])

test('solidarity income: one person without income gets the base less the flat sum for housing', () => {
  assert.equal(solidarityIncomeAt(alone(), month).amount, 573.49)
})

test('solidarity income: couple, two children: 2.1 bases less housing and family allowance', () => {
  assert.deepEqual(solidarityIncomeAt(couple(0, 2014, 2016), month), { amount: 1021.99, isSupplemented: false })
})

test('solidarity income: a lone parent is supplemented while a child is under three', () => {
  const household = buildHousehold([buildPerson(), buildChild(2025)])
  assert.equal(solidarityIncomeAt(household, month).isSupplemented, true)
  assert.equal(solidarityIncomeAt(household, monthOf('2028-11')).isSupplemented, false)
  assert.ok(solidarityIncomeAt(household, month).amount > solidarityIncomeAt(household, monthOf('2028-11')).amount)
})

test('solidarity income: not before 25 without a child, not at retirement age, not when it is not asked for', () => {
  const young = buildPerson({ birth: { year: 2003, month: 6, day: 1, country: '99100', commune: '69383' } })
  assert.equal(solidarityIncomeAt(buildHousehold([young]), month).amount, 0)
  assert.ok(solidarityIncomeAt(buildHousehold([young, buildChild(2024)]), month).amount > 0)
  const old = buildPerson({ birth: { year: 1950, month: 6, day: 1, country: '99100', commune: '69383' } })
  assert.equal(solidarityIncomeAt(buildHousehold([old]), month).amount, 0)
  const shy = { ...alone(), takes_up: { ...alone().takes_up, rsa: false } }
  assert.equal(solidarityIncomeAt(shy, month).amount, 0)
})

test('solidarity income is decided by quarter: a job lost in March counts from July', () => {
  const situations = [
    { from: '2015-01', wage: 1500 },
    { from: '2025-03', wage: 0 },
  ]
  const household = buildHousehold([buildPerson({ income: { kind: 'stated', situations } })])
  assert.equal(solidarityIncomeAt(household, monthOf('2025-06')).amount, 0)
  assert.equal(solidarityIncomeAt(household, monthOf('2025-07')).amount, 573.49)
})

test('work supplement: only with a wage, and falling to nothing', () => {
  assert.equal(workSupplementAt(alone(), month), 0)
  assert.equal(workSupplementAt(alone(earning({ wage: 1000 })), month), 237.78)
  assert.equal(workSupplementAt(alone(earning({ wage: 2200 })), month), 0)
})

test('work supplement: a lone parent with a child under three has the raised flat amount', () => {
  const parent = (year: number) => buildHousehold([buildPerson({ income: earning({ wage: 1100 }) }), buildChild(year)])
  // 1.71216 x 638.28 + 0.61 x 1100 - (1100 + 0.16 x 1.5 x 651.69) and 92.44 of bonus; then the same with 1.5.
  assert.equal(workSupplementAt(parent(2025), month), 599.87)
  assert.equal(workSupplementAt(parent(2015), month), 464.46)
})

test('a disabled child opens the right from its recognition to its twentieth birthday, and adds half a part', () => {
  const child = { ...buildChild(2010), disabled_since: monthOf('2015-09') }
  assert.equal(isDisabledChildAt(child, monthOf('2015-08')), false)
  assert.equal(isDisabledChildAt(child, monthOf('2015-09')), true)
  assert.equal(isDisabledChildAt(child, monthOf('2029-12')), true)
  assert.equal(isDisabledChildAt(child, monthOf('2030-01')), false)
  assert.equal(isDisabledChildAt(buildPerson({ disabled_since: monthOf('2015-09') }), month), false)
  assert.equal(partsAt(buildHousehold([buildPerson(), child]), month), 3)
})

test('disability allowance: full without income, lower with a wage, never before the disability', () => {
  const since = monthOf('2012-03')
  assert.equal(disabilityAllowanceAt(buildPerson({ disabled_since: since }), month), 1041.59)
  const working = buildPerson({ disabled_since: since, income: earning({ wage: 800 }) })
  assert.equal(disabilityAllowanceAt(working, month), 785.63)
  assert.equal(disabilityAllowanceAt(buildPerson({ disabled_since: since }), since - 1), 0)
  assert.equal(disabilityAllowanceAt(buildPerson(), month), 0)
})

test('family allowance begins with the second child; child support goes to lone parents who get none', () => {
  assert.equal(familyBenefitsAt(couple(0, 2015), month).familyAllowance, 0)
  assert.equal(familyBenefitsAt(couple(0, 2013, 2015), month).familyAllowance, 153.01)
  assert.equal(familyBenefitsAt(couple(0, 2013, 2015, 2017), month).familyAllowance, 349.06)
  const lone = buildHousehold([buildPerson(), buildChild(2015)], { receives_child_support_allowance: true })
  assert.equal(familyBenefitsAt(lone, month).childSupport, 201.78)
})

test('parts of the quotient: two for adults, half a part for each child, a whole one for the third', () => {
  assert.deepEqual(
    [
      couple(0),
      couple(0, 2015),
      couple(0, 2015, 2016),
      couple(0, 2014, 2015, 2016),
      couple(0, 2013, 2014, 2015, 2016),
    ].map((household) => partsAt(household, month)),
    [2, 2.5, 3, 4, 4.5],
  )
  assert.equal(partsAt(buildHousehold([buildPerson(), buildChild(2015)]), month), 2.5)
  assert.equal(partsAt(buildHousehold([buildPerson({ disabled_since: monthOf('2012-03') })]), month), 2.5)
})

test('quotient: income of two years before by twelve, and benefits of the month, over parts', () => {
  const quotient = quotientAt(couple(3000, 2013, 2015), month)
  assert.deepEqual(quotient, { value: 1051, declaredIncome: 36000, benefits: 153.01, parts: 3 })
})

test('quotient: 0 is an answer, undeclared income is none', () => {
  const nothing = { ...alone(), takes_up: { ...alone().takes_up, rsa: false } }
  assert.equal(quotientAt(nothing, month)?.value, 0)
  assert.equal(quotientAt({ ...nothing, has_declared_income: false }, month), null)
})

test('a documented quotient is met exactly, by solving the declared income', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 3000 }), (stated, wage) => {
      const household = { ...couple(wage, 2013, 2015), stated_quotient: stated }
      return quotientAt(household, month)?.value === stated
    }),
  )
})

test('health cover: free up to the ceiling, paid up to 135 % of it, none above, for any household', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 5 }), (wage, children) => {
      const years = Array.from({ length: children }, (_, index) => 2012 + index)
      const cover = healthCoverAt(couple(wage, ...years), month)
      if (cover.kind === 'free') return cover.isBySolidarityIncome || cover.income <= cover.freeCeiling
      if (cover.kind === 'paid') return cover.income > cover.freeCeiling && cover.income <= cover.paidCeiling
      return cover.income > cover.paidCeiling
    }),
  )
})

test('health cover: the ceiling grows by 50, 30, 30 and 40 % of one person’s', () => {
  const ceilings = [[], [2015], [2015, 2016], [2015, 2016, 2017]].map((years) =>
    Math.round(healthCoverAt(couple(1000, ...years), month).freeCeiling * 100),
  )
  assert.deepEqual(ceilings, [129_300, 155_160, 181_020, 215_500])
})

test('a file exists for a child, a housing benefit or a benefit, and not otherwise', () => {
  assert.equal(hasFileAt(alone(earning({ wage: 2500 })), month), false)
  assert.equal(hasFileAt({ ...alone(earning({ wage: 2500 })), has_housing_benefit: true }, month), true)
  assert.equal(hasFileAt(couple(4000, 2015), month), true)
  assert.equal(hasFileAt(alone(), month), true)
})
