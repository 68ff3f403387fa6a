import { timeOf } from '../change-deps.ts'
import type { EventActor } from '../events/event.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { ErrorReport, ErrorReportState, ErrorReportStep } from './error-report.ts'
import type { ErrorReportDeps } from './error-report-deps.ts'

type Reported = Pick<ErrorReport, 'id' | 'api' | 'field' | 'provider_organization_id'>

/** Writes a step into the report's history and into the audit log. What people wrote stays in the report. */
export async function recordStep(
  tx: Transaction,
  deps: Pick<ErrorReportDeps, 'errorReports' | 'events' | 'clock'>,
  report: Reported,
  step: { readonly state: ErrorReportState; readonly by: ErrorReportStep['by']; readonly text?: string },
  actor: EventActor,
  type: `error_report.${string}` = `error_report.${step.state}`,
): Promise<void> {
  const at = timeOf(deps)
  const account_id = step.by === 'provider' ? actor.id : null
  await deps.errorReports.addStep(tx, report.id, { ...step, text: step.text ?? null, at, account_id })
  await deps.events.append(tx, {
    type,
    actor,
    organization_id: report.provider_organization_id,
    subject_type: 'error_report',
    subject_id: report.id,
    data: { api: report.api, field: report.field },
  })
}
