export const errorKinds = ['wrong_value', 'duplicate', 'wrong_person', 'missing_period', 'unknown_source'] as const
export type ErrorKind = (typeof errorKinds)[number]

/**
 * `explained`: the datum is right, and why. `forwarded`: whoever declared it has to correct it. `propagated`: corrected, and
 * every body that received it was told. `closed`: nothing more is expected of anybody.
 */
export const errorReportStates = [
  'submitted',
  'acknowledged',
  'in_analysis',
  'explained',
  'forwarded',
  'corrected',
  'propagated',
  'closed',
] as const
export type ErrorReportState = (typeof errorReportStates)[number]

/** What a provider can do next, by state. `corrected` goes on to `propagated` by itself. */
export const providerSteps: Readonly<Record<ErrorReportState, readonly ErrorReportState[]>> = {
  submitted: ['acknowledged'],
  acknowledged: ['in_analysis'],
  in_analysis: ['explained', 'forwarded', 'corrected'],
  forwarded: ['explained', 'corrected'],
  explained: [],
  corrected: [],
  propagated: [],
  closed: [],
}

/** One month to answer, and two more where somebody else has to correct (GDPR art. 12(3)). */
export const acknowledgeMs = 7 * 86_400_000
export const answerMs = 30 * 86_400_000
export const extensionMs = 60 * 86_400_000
/** An answer that nobody contests is the end of it. */
export const contestMs = 30 * 86_400_000
export const mostContests = 2

/** A person's report that a datum about them is wrong. The provider finds the person by the request, in its own log. */
export interface ErrorReport {
  readonly id: string
  /** `S` and a number, for people. */
  readonly reference: string
  /** Keyed hash: whose report it is. */
  readonly person_key: string
  /** Under which records speak of the person; emptied when the report is closed. */
  readonly pseudonyms: readonly string[]
  readonly api: string
  readonly api_version: string
  readonly provider_organization_id: string
  /** The exchange in which the datum was seen, and when it was. */
  readonly request_id: string
  readonly seen_at: string
  /** Name of the field, as the answer had it. */
  readonly field: string
  readonly kind: ErrorKind
  /** The person's own words. */
  readonly statement: string
  readonly state: ErrorReportState
  /** ISO 8601 UTC instants. */
  readonly acknowledge_by: string
  readonly answer_by: string
  readonly answered_at: string | null
  readonly contests: number
  readonly created_at: string
  /** Names of the bodies that were told of a correction; null before. */
  readonly told: readonly string[] | null
}

export interface ErrorReportStep {
  readonly state: ErrorReportState
  readonly by: 'person' | 'provider' | 'platform'
  readonly at: string
  readonly text: string | null
}

/** A report with its history, oldest step first. */
export interface ErrorReportFile extends ErrorReport {
  readonly provider_name: string
  readonly steps: readonly ErrorReportStep[]
}

/** The instant by which something is due, or null when nothing is. */
export function dueAt(report: ErrorReport): string | null {
  if (report.state === 'submitted') return report.acknowledge_by
  return ['acknowledged', 'in_analysis', 'forwarded'].includes(report.state) ? report.answer_by : null
}

export function isLate(report: ErrorReport, now: number): boolean {
  const due = dueAt(report)
  return due !== null && Date.parse(due) < now
}
