import { dueAt, type ErrorReportFile, isLate, providerSteps } from '#core/error-reports/error-report.ts'

/** A report as the provider treats it. Nothing names the person: the provider's own log knows whom the request was about. */
export function presentErrorReport(report: ErrorReportFile, now: number) {
  const { id, reference, api, api_version, request_id, seen_at, field, kind, statement, state } = report
  const { created_at, steps, contests, told } = report
  const about = { id, reference, api, api_version, request_id, seen_at, field, kind, statement, state, created_at }
  return {
    ...about,
    steps,
    contests,
    due_at: dueAt(report),
    is_late: isLate(report, now),
    told_count: told?.length ?? 0,
    allowed: providerSteps[state],
  }
}
