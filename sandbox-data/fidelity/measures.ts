import type { Household, Month, Person, Population } from '../population.ts'
import { ageAt } from '../rules/age-at.ts'
import { disabilityAllowanceAt } from '../rules/disability-allowance-at.ts'
import { earningsAt } from '../rules/earnings-at.ts'
import { healthCoverAt } from '../rules/health-cover-at.ts'
import { householdAt, isAlive } from '../rules/household-at.ts'
import { oldAgeMinimumAt } from '../rules/old-age-minimum-at.ts'
import { solidarityIncomeAt } from '../rules/solidarity-income-at.ts'
import { workSupplementAt } from '../rules/work-supplement-at.ts'
import type { LivingStandards } from './living-standards.ts'
import { share } from './share.ts'

/** One number of a population in a month. Shares are between 0 and 1, amounts in euros a year. */
export type Measure = (measured: Measured) => number

/** A population in a month, with what several measures share. */
export interface Measured {
  readonly population: Population
  readonly month: Month
  readonly standards: LivingStandards
}

const ofPersons = (holds: (person: Person, month: Month) => boolean): Measure => {
  return ({ population: { persons }, month }) => share(personsAt(persons, month), (person) => holds(person, month))
}

const ofHouseholds = (holds: (household: Household, month: Month) => boolean): Measure => {
  return ({ population: { households }, month }) => share(households, (household) => holds(household, month))
}

/** Persons whose household has the property. */
const ofMembers = (holds: (household: Household, month: Month) => boolean): Measure => {
  return ({ population: { households }, month }) => {
    let all = 0
    let covered = 0
    for (const household of households) {
      const size = personsAt(household.persons, month).length
      all += size
      if (holds(household, month)) covered += size
    }
    return covered / all
  }
}

const personsAt = (persons: readonly Person[], month: Month) =>
  persons.filter((person) => ageAt(person, month) >= 0 && isAlive(person, month))

const composition = (adults: number, hasChild: boolean, sex?: 'F' | 'M'): Measure =>
  ofHouseholds((household, month) => {
    const present = householdAt(household, month)
    const children = household.persons.some((person) => person.role === 'child' && ageAt(person, month) >= 0)
    const isOf = sex === undefined || present.adults.every((adult) => adult.sex === sex)
    return present.adults.length === adults && children === hasChild && isOf
  })

/** By the id of a line of `targets.json`. */
export const measures: Readonly<Record<string, Measure>> = {
  'age-under-20': ofPersons((person, month) => ageAt(person, month) < 20),
  'age-20-64': ofPersons((person, month) => ageAt(person, month) >= 20 && ageAt(person, month) < 65),
  'age-65-and-over': ofPersons((person, month) => ageAt(person, month) >= 65),
  women: ofPersons(({ sex }) => sex === 'F'),
  'women-alone': composition(1, false, 'F'),
  'men-alone': composition(1, false, 'M'),
  couples: composition(2, false),
  'couples-with-children': composition(2, true),
  'lone-parents': composition(1, true),
  'persons-by-household': ({ population: { persons, households }, month }) =>
    personsAt(persons, month).length / households.length,
  'solidarity-income': ofHouseholds((household, month) => solidarityIncomeAt(household, month).amount > 0),
  'work-supplement': ofHouseholds((household, month) => workSupplementAt(household, month) > 0),
  'disability-allowance': ofPersons((person, month) => disabilityAllowanceAt(person, month) > 0),
  'free-health-cover': ofMembers((household, month) => healthCoverAt(household, month).kind === 'free'),
  'paid-health-cover': ofMembers((household, month) => healthCoverAt(household, month).kind === 'paid'),
  'old-age-minimum': ofHouseholds((household, month) => oldAgeMinimumAt(household, month) > 0),
  'solidarity-unemployment': ofPersons((person, month) => earningsAt(person, month).solidarity > 0),
  'living-standard-d1': ({ standards }) => standards.decile(1),
  'living-standard-median': ({ standards }) => standards.decile(5),
  'living-standard-d9': ({ standards }) => standards.decile(9),
  'living-standard-gini': ({ standards }) => standards.gini,
  poverty: ({ standards }) => standards.poverty,
}
