import { runOperationCases } from '#support/run-operation-cases.ts'
import { applicationCases } from './applications.cases.ts'

runOperationCases('applications', applicationCases)
