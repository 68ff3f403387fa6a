import { runOperationCases } from '#support/run-operation-cases.ts'
import { lifecycleCases } from './lifecycle.cases.ts'

runOperationCases('lifecycle', lifecycleCases)
