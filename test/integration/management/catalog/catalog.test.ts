import { runOperationCases } from '#support/run-operation-cases.ts'
import { catalogCases } from './catalog.cases.ts'

runOperationCases('catalog', catalogCases)
