import { runOperationCases } from '#support/run-operation-cases.ts'
import { grantCases } from './grants.cases.ts'

runOperationCases('grants', grantCases)
