import { runOperationCases } from '#support/run-operation-cases.ts'
import { webhookCases } from './webhooks.cases.ts'

runOperationCases('webhooks', webhookCases)
