import { disabilityAllowance } from './disability-allowance.ts'
import { familyQuotient } from './family-quotient.ts'
import { healthCover } from './health-cover.ts'
import type { Projection } from './projection.ts'
import { solidarityIncome } from './solidarity-income.ts'

/** Which view of the population answers an operation (and its POST twin), by the GET's operation id. */
export const projections: Readonly<Record<string, Projection>> = {
  getAllocationAdulteHandicapeIdentite: disabilityAllowance,
  getComplementaireSanteSolidaireIdentite: healthCover,
  getQuotientFamilialIdentite: familyQuotient,
  getRevenuSolidariteActiveIdentite: solidarityIncome,
}
