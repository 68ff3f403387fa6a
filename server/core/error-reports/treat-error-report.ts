import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { Conflict, InvalidInput, NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { type ErrorReportFile, type ErrorReportState, extensionMs, providerSteps } from './error-report.ts'
import type { ErrorReportDeps } from './error-report-deps.ts'
import { recordStep } from './record-step.ts'
import { tellRecipients } from './tell-recipients.ts'

export interface ProviderStep {
  readonly to: ErrorReportState
  /** What the person reads: why the datum is right, who has to correct it, or what was corrected. */
  readonly text: string | null
}

const shortest = 10
const explaining: readonly ErrorReportState[] = ['explained', 'forwarded', 'corrected']

/**
 * The provider takes a report one step on. A correction tells every body that received the datum, in the same transaction.
 * @throws NotFound, Forbidden; Conflict `wrong-state` with `allowed`; InvalidInput for an answer without a text.
 */
export async function treatErrorReport(
  tx: Transaction,
  deps: ErrorReportDeps,
  actor: Actor,
  id: string,
  { to, text }: ProviderStep,
): Promise<ErrorReportFile> {
  const report = await deps.errorReports.load(tx, id, 'lock')
  authorize(actor, 'error-report.treat', { providers: report === null ? [] : [report.provider_organization_id] })
  if (report === null) throw new NotFound({ problem: 'not-found' })
  const allowed = providerSteps[report.state]
  if (!allowed.includes(to)) {
    const detail = `The report is ${report.state}.`
    throw new Conflict({ problem: 'wrong-state', detail, extensions: { state: report.state, allowed } })
  }
  const words = text?.trim() ?? ''
  if (explaining.includes(to) && words.length < shortest) {
    const error = { field: '/text', rule: 'required', message: 'Say it in a sentence: the person reads it.' }
    throw new InvalidInput({ problem: 'invalid-request', errors: [error] })
  }
  const by = actorOfEvent(actor)
  const at = timeOf(deps)
  const step = { state: to, by: 'provider', ...(words === '' ? {} : { text: words }) } as const
  await recordStep(tx, deps, report, step, by)
  if (to === 'corrected') {
    const told = await tellRecipients(tx, deps, by, report)
    await deps.errorReports.change(tx, id, { state: 'propagated', answered_at: at, told })
    await recordStep(tx, deps, report, { state: 'propagated', by: 'platform' }, { kind: 'system', id: null })
  } else if (to === 'explained') {
    await deps.errorReports.change(tx, id, { state: to, answered_at: at })
  } else if (to === 'forwarded') {
    const answer_by = new Date(Date.parse(report.answer_by) + extensionMs).toISOString()
    await deps.errorReports.change(tx, id, { state: to, answer_by })
  } else {
    await deps.errorReports.change(tx, id, { state: to })
  }
  return (await deps.errorReports.load(tx, id)) as ErrorReportFile
}
