import { runOperationCases } from '#support/run-operation-cases.ts'
import { organizationCases } from './organizations.cases.ts'

runOperationCases('organizations', organizationCases)
