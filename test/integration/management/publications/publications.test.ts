import { runOperationCases } from '#support/run-operation-cases.ts'
import { publicationCases } from './publications.cases.ts'

runOperationCases('publications', publicationCases)
