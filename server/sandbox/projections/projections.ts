import { childSupport } from './child-support.ts'
import { dayCareContribution } from './day-care-contribution.ts'
import { disabilityAllowance } from './disability-allowance.ts'
import { disabledChild } from './disabled-child.ts'
import { familyQuotient } from './family-quotient.ts'
import { healthCover } from './health-cover.ts'
import type { Projection } from './projection.ts'
import { solidarityIncome } from './solidarity-income.ts'
import { workSupplement } from './work-supplement.ts'

/** Which view of the population answers an operation (and its POST twin), by the GET's operation id. */
export const projections: Readonly<Record<string, Projection>> = {
  getAllocationAdulteHandicapeIdentite: disabilityAllowance,
  getAllocationEnfantHandicapeIdentite: disabledChild,
  getAllocationSoutienFamilialIdentite: childSupport,
  getComplementaireSanteSolidaireIdentite: healthCover,
  getParticipationFamilialeEajeIdentite: dayCareContribution,
  getPrimeActiviteIdentite: workSupplement,
  getQuotientFamilialIdentite: familyQuotient,
  getRevenuSolidariteActiveIdentite: solidarityIncome,
}
