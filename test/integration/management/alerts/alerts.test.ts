import { runOperationCases } from '#support/run-operation-cases.ts'
import { alertCases } from './alerts.cases.ts'

runOperationCases('alerts', alertCases)
