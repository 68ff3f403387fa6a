import { runOperationCases } from '#support/run-operation-cases.ts'
import { errorReportCases } from './error-reports.cases.ts'

runOperationCases('error-reports', errorReportCases)
