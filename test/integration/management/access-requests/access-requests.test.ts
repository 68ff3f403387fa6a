import { runOperationCases } from '#support/run-operation-cases.ts'
import { accessRequestCases } from './access-requests.cases.ts'

runOperationCases('access-requests', accessRequestCases)
