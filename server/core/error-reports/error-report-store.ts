import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { ErrorReport, ErrorReportFile, ErrorReportState, ErrorReportStep } from './error-report.ts'

export type ErrorReportChange = Partial<
  Pick<ErrorReport, 'state' | 'answer_by' | 'answered_at' | 'contests' | 'told' | 'pseudonyms'>
>

export interface ErrorReportStore {
  /** Keeps a report under a reference never given before: `S` and a number. */
  insert(tx: Transaction, report: Omit<ErrorReport, 'reference'>): Promise<void>
  load(tx: Transaction, id: string, lock?: 'lock'): Promise<ErrorReportFile | null>
  ofPerson(tx: Transaction, personKey: string, size: number): Promise<ErrorReportFile[]>
  /** How many of a person's reports were made since an instant. */
  countSince(tx: Transaction, personKey: string, since: string): Promise<number>
  /** Whether the person has an open report on this field of this exchange. */
  isReported(tx: Transaction, personKey: string, requestId: string, field: string): Promise<boolean>
  /** Oldest first: what waits longest is treated first. */
  ofProvider(
    tx: Transaction,
    organizationId: string,
    states: readonly ErrorReportState[],
    page: PageRequest,
  ): Promise<Page<ErrorReportFile>>
  change(tx: Transaction, id: string, to: ErrorReportChange): Promise<void>
  addStep(
    tx: Transaction,
    reportId: string,
    step: ErrorReportStep & { readonly account_id: string | null },
  ): Promise<void>
  /** Late and never said so; locked. */
  newlyLate(tx: Transaction, now: string, size: number): Promise<ErrorReport[]>
  markLate(tx: Transaction, id: string, now: string): Promise<void>
  /** Answered before an instant and not closed; locked. */
  answeredBefore(tx: Transaction, at: string, size: number): Promise<ErrorReport[]>
  /** A login brings what the person's open reports know of new months up to date. */
  refresh(tx: Transaction, personKey: string, pseudonyms: readonly string[]): Promise<void>
  /** Forgets what was closed before an instant. */
  purge(tx: Transaction, closedBefore: string): Promise<void>
}
