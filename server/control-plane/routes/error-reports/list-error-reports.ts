import type { ErrorReportState } from '#core/error-reports/error-report.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentErrorReport } from './present-error-report.ts'

const states: Readonly<Record<'open' | 'answered' | 'closed', readonly ErrorReportState[]>> = {
  open: ['submitted', 'acknowledged', 'in_analysis', 'forwarded'],
  answered: ['explained', 'corrected', 'propagated'],
  closed: ['closed'],
}

export const operation = defineOperation('listErrorReports', async ({ actor, params, query }, deps) => {
  authorize(actor, 'error-reports.read', { organization: params.organization_id })
  const wanted = states[query.state ?? 'open']
  const page = await deps.unitOfWork.read((tx) =>
    deps.errorReports.ofProvider(tx, params.organization_id, wanted, pageOf(query)),
  )
  return { status: 200, body: renderPage(page, (report) => presentErrorReport(report, deps.clock.now())) }
})
