import { runOperationCases } from '#support/run-operation-cases.ts'
import { registerCases } from './register.cases.ts'

runOperationCases('register', registerCases)
