import { runOperationCases } from '#support/run-operation-cases.ts'
import { serviceLevelCases } from './service-levels.cases.ts'

runOperationCases('service-levels', serviceLevelCases)
