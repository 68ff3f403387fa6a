import { runOperationCases } from '#support/run-operation-cases.ts'
import { eventCases } from './events.cases.ts'

runOperationCases('events', eventCases)
