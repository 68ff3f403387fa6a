import { describeCoverage } from '#core/consultations/describe-coverage.ts'
import { loadPersonSession } from '#core/persons/load-person-session.ts'
import { definePublicOperation } from '../../framework/operation.ts'

export const operation = definePublicOperation('getPersonCoverage', async ({ personSession }, deps) => {
  const session = await loadPersonSession(deps, personSession)
  return { status: 200, body: await deps.unitOfWork.read((tx) => describeCoverage(tx, deps, session)) }
})
