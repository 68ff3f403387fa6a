import { treatErrorReport } from '#core/error-reports/treat-error-report.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentErrorReport } from './present-error-report.ts'

export const operation = defineOperation('treatErrorReport', async ({ actor, params, body }, deps) => {
  const step = { to: body.to, text: body.text ?? null }
  const report = await deps.unitOfWork.transaction((tx) =>
    treatErrorReport(tx, deps, actor, params.error_report_id, step),
  )
  return { status: 200, body: presentErrorReport(report, deps.clock.now()) }
})
