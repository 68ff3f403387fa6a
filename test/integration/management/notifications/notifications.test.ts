import { runOperationCases } from '#support/run-operation-cases.ts'
import { notificationCases } from './notifications.cases.ts'

runOperationCases('notifications', notificationCases)
