import { runOperationCases } from '#support/run-operation-cases.ts'
import { incidentCases } from './incidents.cases.ts'

runOperationCases('incidents', incidentCases)
