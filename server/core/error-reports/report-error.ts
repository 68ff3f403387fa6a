import { recordsAbout } from '../consultations/records-about.ts'
import { Conflict, InvalidInput, NotFound, TooManyRequests } from '../errors.ts'
import type { PersonSession } from '../persons/person-session.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { acknowledgeMs, answerMs, type ErrorKind, type ErrorReportFile } from './error-report.ts'
import type { ErrorReportDeps } from './error-report-deps.ts'
import { recordStep } from './record-step.ts'

export interface ErrorReportInput {
  readonly request_id: string
  readonly field: string
  readonly kind: ErrorKind
  readonly statement: string
}

const dayMs = 86_400_000
const mostADay = 10

/**
 * A person says that a datum of one consultation is wrong.
 * @throws NotFound when the exchange was not about them; InvalidInput when it did not have that field;
 *   Conflict `already-reported`; TooManyRequests after ten in a day.
 */
export async function reportError(
  tx: Transaction,
  deps: ErrorReportDeps,
  session: PersonSession,
  input: ErrorReportInput,
): Promise<ErrorReportFile> {
  const now = deps.clock.now()
  const filter = { ...recordsAbout(deps, session), request_id: input.request_id }
  const { items } = await deps.recordSearch.find(tx, filter, { after: null, size: 1 })
  const record = items[0]?.record
  const api = record?.api && record.api_version ? await deps.apis.load(tx, record.api, record.api_version) : null
  if (record === undefined || api === null) throw new NotFound({ problem: 'not-found' })
  if (!record.fields.includes(input.field)) {
    const error = { field: '/field', rule: 'known', message: 'This consultation had no datum of this name.' }
    throw new InvalidInput({ problem: 'invalid-request', errors: [error] })
  }
  const { person_key } = session
  if (await deps.errorReports.isReported(tx, person_key, input.request_id, input.field)) {
    throw new Conflict({ problem: 'already-reported' })
  }
  if ((await deps.errorReports.countSince(tx, person_key, new Date(now - dayMs).toISOString())) >= mostADay) {
    throw new TooManyRequests({ problem: 'too-many-requests', extensions: { retry_after: dayMs / 1000 } })
  }
  const report = {
    ...input,
    id: deps.random.uuid(),
    person_key,
    pseudonyms: session.pseudonyms,
    api: api.api,
    api_version: api.version,
    provider_organization_id: api.provider_organization_id,
    seen_at: record.at,
    state: 'submitted' as const,
    acknowledge_by: new Date(now + acknowledgeMs).toISOString(),
    answer_by: new Date(now + answerMs).toISOString(),
    answered_at: null,
    contests: 0,
    created_at: new Date(now).toISOString(),
    told: null,
  }
  await deps.errorReports.insert(tx, report)
  await recordStep(tx, deps, report, { state: 'submitted', by: 'person' }, { kind: 'person', id: null })
  return (await deps.errorReports.load(tx, report.id)) as ErrorReportFile
}
