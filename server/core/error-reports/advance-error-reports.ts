import type { ErrorReport } from './error-report.ts'
import { contestMs } from './error-report.ts'
import type { ErrorReportDeps } from './error-report-deps.ts'
import { recordStep } from './record-step.ts'

const perPass = 200
/** How long a closed report is kept: as long as the log that it is about, by default. */
const keptMs = 365 * 86_400_000
/** How long it is remembered that somebody logged in. */
const openingsKeptMs = 365 * 86_400_000
const platform = { kind: 'system', id: null } as const

/** What time does to error reports and logins of people: says once that one is late, closes what nobody contested. */
export async function advanceErrorReports(deps: ErrorReportDeps): Promise<{ late: number; closed: number }> {
  const now = deps.clock.now()
  const before = (ms: number) => new Date(now - ms).toISOString()
  return deps.unitOfWork.transaction(async (tx) => {
    const late = await deps.errorReports.newlyLate(tx, before(0), perPass)
    for (const report of late) {
      await deps.errorReports.markLate(tx, report.id, before(0))
      await deps.events.append(tx, { type: 'error_report.overdue', ...about(report) })
    }
    const answered = await deps.errorReports.answeredBefore(tx, before(contestMs), perPass)
    for (const report of answered) {
      await deps.errorReports.change(tx, report.id, { state: 'closed', pseudonyms: [] })
      await recordStep(tx, deps, report, { state: 'closed', by: 'platform' }, platform)
    }
    await deps.errorReports.purge(tx, before(keptMs))
    await deps.personSessions.purge(tx, before(0), before(openingsKeptMs))
    return { late: late.length, closed: answered.length }
  })
}

function about(report: ErrorReport) {
  return {
    actor: platform,
    organization_id: report.provider_organization_id,
    subject_type: 'error_report',
    subject_id: report.id,
    data: { api: report.api, field: report.field },
  }
}
