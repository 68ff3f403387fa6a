import { runOperationCases } from '#support/run-operation-cases.ts'
import { subjectCases } from './subjects.cases.ts'

runOperationCases('subjects', subjectCases)
