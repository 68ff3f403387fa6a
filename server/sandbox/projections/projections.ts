import { career } from './career.ts'
import { childSupport } from './child-support.ts'
import { civicService } from './civic-service.ts'
import { dayCareContribution } from './day-care-contribution.ts'
import { disabilityAllowance } from './disability-allowance.ts'
import { disabledChild } from './disabled-child.ts'
import { familyQuotient } from './family-quotient.ts'
import { fareEligibility } from './fare-eligibility.ts'
import { healthCover } from './health-cover.ts'
import { jobSeekerPayments } from './job-seeker-payments.ts'
import { jobSeekerStatus } from './job-seeker-status.ts'
import { monthlyResources } from './monthly-resources.ts'
import type { Projection } from './projection.ts'
import { scholarship } from './scholarship.ts'
import { schoolEnrolment } from './school-enrolment.ts'
import { solidarityIncome } from './solidarity-income.ts'
import { studentStatus } from './student-status.ts'
import { workSupplement } from './work-supplement.ts'

/** Which view of the population answers an operation (and its POST twin), by the GET's operation id. */
export const projections: Readonly<Record<string, Projection>> = {
  postEligibiliteTarifaire: fareEligibility(),
  postCarriere: career,
  postRessourcesMensuelles: monthlyResources,
  getAllocationAdulteHandicapeFranceConnect: disabilityAllowance,
  getAllocationAdulteHandicapeIdentite: disabilityAllowance,
  getAllocationEnfantHandicapeFranceConnect: disabledChild,
  getAllocationEnfantHandicapeIdentite: disabledChild,
  getAllocationSoutienFamilialFranceConnect: childSupport,
  getAllocationSoutienFamilialIdentite: childSupport,
  getComplementaireSanteSolidaireFranceConnect: healthCover,
  getComplementaireSanteSolidaireIdentite: healthCover,
  getEtudiantBoursierV3FranceConnect: scholarship('v3', 'education'),
  getEtudiantBoursierV3Identite: scholarship('v3', 'education'),
  getEtudiantBoursierV3Ine: scholarship('v3', 'ine'),
  getEtudiantBoursierV4FranceConnect: scholarship('v4', 'education'),
  getEtudiantBoursierV4Identite: scholarship('v4', 'education'),
  getEtudiantBoursierV4Ine: scholarship('v4', 'ine'),
  getIndemnitesIdentifiant: jobSeekerPayments,
  getParticipationFamilialeEajeFranceConnect: dayCareContribution,
  getParticipationFamilialeEajeIdentite: dayCareContribution,
  getPrimeActiviteFranceConnect: workSupplement,
  getPrimeActiviteIdentite: workSupplement,
  getQuotientFamilialFranceConnect: familyQuotient,
  getQuotientFamilialIdentite: familyQuotient,
  getScolaritesV3Identite: schoolEnrolment,
  getScolaritesV4Identite: schoolEnrolment,
  getServiceCiviqueFranceConnect: civicService,
  getServiceCiviqueIdentite: civicService,
  getStatutDemandeurEmploiIdentifiant: jobSeekerStatus,
  getStatutEtudiantFranceConnect: studentStatus('education'),
  getStatutEtudiantIdentite: studentStatus('education'),
  getStatutEtudiantIne: studentStatus('ine'),
  getRevenuSolidariteActiveFranceConnect: solidarityIncome,
  getRevenuSolidariteActiveIdentite: solidarityIncome,
}
