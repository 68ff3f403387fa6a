import type { ConsultationDeps } from '../consultations/consultation-deps.ts'
import type { ErrorReportStore } from './error-report-store.ts'

/** What error reports work with. */
export interface ErrorReportDeps extends ConsultationDeps {
  readonly errorReports: ErrorReportStore
}
