import { runOperationCases } from '#support/run-operation-cases.ts'
import { authorizationCases } from './authorizations.cases.ts'

runOperationCases('authorizations', authorizationCases)
