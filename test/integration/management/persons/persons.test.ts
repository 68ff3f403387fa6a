import { runOperationCases } from '#support/run-operation-cases.ts'
import { personCases } from './persons.cases.ts'

runOperationCases('persons', personCases)
