import { reportError } from '#core/error-reports/report-error.ts'
import { loadPersonSession } from '#core/persons/load-person-session.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { presentMyErrorReport } from './present-my-error-report.ts'

export const operation = definePublicOperation('reportError', async ({ personSession, body, change }, deps) => {
  const session = await loadPersonSession(deps, personSession)
  return change(async (tx) => {
    const report = await reportError(tx, deps, session, { ...body, statement: body.statement.trim() })
    return { status: 201, body: presentMyErrorReport(report, session, deps.clock.now()) }
  })
})
