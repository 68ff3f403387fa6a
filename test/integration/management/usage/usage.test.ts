import { runOperationCases } from '#support/run-operation-cases.ts'
import { usageCases } from './usage.cases.ts'

runOperationCases('usage', usageCases)
