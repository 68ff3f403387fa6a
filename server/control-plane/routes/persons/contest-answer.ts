import { contestAnswer } from '#core/error-reports/contest-answer.ts'
import { loadPersonSession } from '#core/persons/load-person-session.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { presentMyErrorReport } from './present-my-error-report.ts'

export const operation = definePublicOperation('contestAnswer', async ({ personSession, params, body }, deps) => {
  const session = await loadPersonSession(deps, personSession)
  const report = await deps.unitOfWork.transaction((tx) =>
    contestAnswer(tx, deps, session, params.error_report_id, body.statement.trim()),
  )
  return { status: 200, body: presentMyErrorReport(report, session, deps.clock.now()) }
})
