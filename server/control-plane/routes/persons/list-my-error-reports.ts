import { loadPersonSession } from '#core/persons/load-person-session.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { presentMyErrorReport } from './present-my-error-report.ts'

const most = 100

export const operation = definePublicOperation('listMyErrorReports', async ({ personSession }, deps) => {
  const session = await loadPersonSession(deps, personSession)
  const reports = await deps.unitOfWork.read((tx) => deps.errorReports.ofPerson(tx, session.person_key, most))
  return { status: 200, body: { items: reports.map((each) => presentMyErrorReport(each, session, deps.clock.now())) } }
})
