import type { components } from './generated/management.ts'
import type { ManagementApi } from './management-api.ts'
import type { AccessRequest } from './schemas.ts'

export type RequestInvitation = components['schemas']['RequestInvitation']
export type RequestInvitationPreview = components['schemas']['RequestInvitationPreview']

interface Items<T> {
  readonly items: T[]
}

export function listRequestInvitations(api: ManagementApi, requestId: string): Promise<Items<RequestInvitation>> {
  return api.get(`/access-requests/${requestId}/invitations`)
}

/** The secrets of the links come this once. */
export function inviteAuthorities(
  api: ManagementApi,
  requestId: string,
  labels: readonly string[],
  idempotencyKey: string,
): Promise<Items<RequestInvitation & { readonly token: string }>> {
  return api.post(`/access-requests/${requestId}/invitations`, { labels }, { idempotencyKey })
}

export function withdrawRequestInvitation(api: ManagementApi, requestId: string, id: string): Promise<void> {
  return api.delete(`/access-requests/${requestId}/invitations/${id}`)
}

export function getRequestInvitation(api: ManagementApi, token: string): Promise<RequestInvitationPreview> {
  return api.get('/request-invitation', { token })
}

export function acceptRequestInvitation(
  api: ManagementApi,
  token: string,
  beneficiaryId: string,
  idempotencyKey: string,
): Promise<AccessRequest> {
  return api.post('/request-invitation/acceptance', { token, beneficiary_id: beneficiaryId }, { idempotencyKey })
}
