import { runOperationCases } from '#support/run-operation-cases.ts'
import { auditCases } from './audit.cases.ts'

runOperationCases('audit', auditCases)
