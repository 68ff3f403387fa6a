import { runOperationCases } from '#support/run-operation-cases.ts'
import { systemCases } from './system.cases.ts'

runOperationCases('system', systemCases)
