import type { components } from './generated/management.ts'
import type { ManagementApi, Query, Versioned } from './management-api.ts'
import type {
  AccessRequest,
  AccessRequestContent,
  Evidence,
  Message,
  OrganizationEvent,
  Page,
  SubmissionChanges,
} from './schemas.ts'

export function listAccessRequests(api: ManagementApi, query: Query): Promise<Page<AccessRequest>> {
  return api.get('/access-requests', query)
}

export function createAccessRequest(
  api: ManagementApi,
  request: components['schemas']['AccessRequestCreation'],
  idempotencyKey: string,
): Promise<AccessRequest> {
  return api.post('/access-requests', request, { idempotencyKey })
}

export function getAccessRequest(api: ManagementApi, id: string): Promise<Versioned<AccessRequest>> {
  return api.read(`/access-requests/${id}`)
}

export function updateAccessRequest(
  api: ManagementApi,
  id: string,
  content: AccessRequestContent,
  ifMatch: string,
): Promise<AccessRequest> {
  return api.patch(`/access-requests/${id}`, { content }, { ifMatch })
}

/** Both declarations must be true; the API says so field by field. */
export function submitAccessRequest(
  api: ManagementApi,
  id: string,
  termsAccepted: boolean,
  officerInformed: boolean,
): Promise<AccessRequest> {
  const declarations = { terms_accepted: termsAccepted, data_protection_officer_informed: officerInformed }
  return api.post(`/access-requests/${id}/submission`, declarations)
}

export function archiveAccessRequest(api: ManagementApi, id: string): Promise<AccessRequest> {
  return api.post(`/access-requests/${id}/archive`, undefined)
}

export function voteOnDecision(
  api: ManagementApi,
  id: string,
  decisionId: string,
  vote: components['schemas']['VoteCreation'],
  idempotencyKey: string,
): Promise<AccessRequest> {
  return api.post(`/access-requests/${id}/decisions/${decisionId}/votes`, vote, { idempotencyKey })
}

export function listMessages(api: ManagementApi, id: string): Promise<Page<Message>> {
  return api.get(`/access-requests/${id}/messages`, { page_size: 200 })
}

/** With `field`, a remark about that field of the content. */
export function addMessage(
  api: ManagementApi,
  id: string,
  message: { readonly text: string; readonly field?: string },
  idempotencyKey: string,
): Promise<Message> {
  return api.post(`/access-requests/${id}/messages`, message, { idempotencyKey })
}

export function settleRemark(api: ManagementApi, id: string, messageId: string): Promise<Message> {
  return api.put(`/access-requests/${id}/messages/${messageId}/resolution`, undefined)
}

export function listSubmissions(api: ManagementApi, id: string): Promise<{ readonly items: SubmissionChanges[] }> {
  return api.get(`/access-requests/${id}/submissions`)
}

export function getEvidence(api: ManagementApi, id: string): Promise<Evidence> {
  return api.get(`/access-requests/${id}/evidence`)
}

export function listAccessRequestHistory(api: ManagementApi, id: string): Promise<Page<OrganizationEvent>> {
  return api.get(`/access-requests/${id}/history`, { page_size: 200 })
}
