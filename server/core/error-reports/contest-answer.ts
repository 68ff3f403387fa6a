import { Conflict, NotFound } from '../errors.ts'
import type { PersonSession } from '../persons/person-session.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { answerMs, type ErrorReportFile, mostContests } from './error-report.ts'
import type { ErrorReportDeps } from './error-report-deps.ts'
import { recordStep } from './record-step.ts'

/**
 * The person does not agree that the datum is right: the provider looks again, within a month.
 * @throws NotFound for a report of somebody else; Conflict `wrong-state` when it was not explained, or contested twice.
 */
export async function contestAnswer(
  tx: Transaction,
  deps: ErrorReportDeps,
  session: PersonSession,
  id: string,
  statement: string,
): Promise<ErrorReportFile> {
  const report = await deps.errorReports.load(tx, id, 'lock')
  if (report === null || report.person_key !== session.person_key) throw new NotFound({ problem: 'not-found' })
  if (report.state !== 'explained' || report.contests >= mostContests) {
    const detail = 'Only an explanation can be contested, twice at most.'
    throw new Conflict({ problem: 'wrong-state', detail, extensions: { state: report.state } })
  }
  const answer_by = new Date(deps.clock.now() + answerMs).toISOString()
  const contests = report.contests + 1
  await deps.errorReports.change(tx, id, { state: 'in_analysis', answer_by, answered_at: null, contests })
  const step = { state: 'in_analysis', by: 'person', text: statement } as const
  await recordStep(tx, deps, report, step, { kind: 'person', id: null }, 'error_report.contested')
  return (await deps.errorReports.load(tx, id)) as ErrorReportFile
}
