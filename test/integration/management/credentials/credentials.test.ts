import { runOperationCases } from '#support/run-operation-cases.ts'
import { credentialCases } from './credentials.cases.ts'

runOperationCases('credentials', credentialCases)
