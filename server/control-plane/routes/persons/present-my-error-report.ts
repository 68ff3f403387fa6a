import { dueAt, type ErrorReportFile, isLate, mostContests } from '#core/error-reports/error-report.ts'
import type { PersonSession } from '#core/persons/person-session.ts'

/** A report as the person who made it reads it. Where bodies are withheld from them, so are those that were told. */
export function presentMyErrorReport(report: ErrorReportFile, session: PersonSession, now: number) {
  const { id, reference, api, api_version, request_id, seen_at, field, kind, statement, state } = report
  const { created_at, steps, provider_name, told, contests } = report
  const about = { id, reference, api, api_version, request_id, seen_at, field, kind, statement, state, created_at }
  return {
    ...about,
    steps,
    provider_name,
    due_at: dueAt(report),
    is_late: isLate(report, now),
    told: session.is_protected ? null : told,
    told_count: told?.length ?? 0,
    may_contest: state === 'explained' && contests < mostContests,
  }
}
