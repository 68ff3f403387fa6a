import { runOperationCases } from '#support/run-operation-cases.ts'
import { requestInvitationCases } from './request-invitations.cases.ts'

runOperationCases('request-invitations', requestInvitationCases)
