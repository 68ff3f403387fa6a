import type { ManagementApi, Query } from './management-api.ts'
import type { AccessRequest, Authorization, Delegation, EditorApplication, Effect, Page, Usage } from './schemas.ts'

export interface AuthorizationEffect {
  readonly authorization: Authorization
  readonly effect: Effect
}

export function listAuthorizations(api: ManagementApi, query: Query): Promise<Page<Authorization>> {
  return api.get('/authorizations', query)
}

export function getAuthorization(api: ManagementApi, id: string): Promise<Authorization> {
  return api.get(`/authorizations/${id}`)
}

export function reopenAuthorization(api: ManagementApi, id: string): Promise<AccessRequest> {
  return api.post(`/authorizations/${id}/reopening`, undefined)
}

export function cancelReopening(api: ManagementApi, id: string): Promise<AccessRequest> {
  return api.delete(`/authorizations/${id}/reopening`)
}

export function suspendAuthorization(api: ManagementApi, id: string, reason: string): Promise<AuthorizationEffect> {
  return api.put(`/authorizations/${id}/suspension`, { reason })
}

export function resumeAuthorization(api: ManagementApi, id: string): Promise<AuthorizationEffect> {
  return api.delete(`/authorizations/${id}/suspension`)
}

export function revokeAuthorization(api: ManagementApi, id: string, reason: string): Promise<AuthorizationEffect> {
  return api.post(`/authorizations/${id}/revocation`, { reason })
}

export function listDelegations(api: ManagementApi, id: string): Promise<Page<Delegation>> {
  return api.get(`/authorizations/${id}/delegations`, { page_size: 200 })
}

export function offerDelegation(
  api: ManagementApi,
  id: string,
  offer: { readonly application_id: string; readonly replaces?: string },
  idempotencyKey: string,
): Promise<Delegation> {
  return api.post(`/authorizations/${id}/delegations`, offer, { idempotencyKey })
}

/** Applications of editors whose names have these words. */
export function listEditorApplications(api: ManagementApi, words: string): Promise<Page<EditorApplication>> {
  return api.get('/editor-applications', { q: words, page_size: 50 })
}

export function acceptDelegation(api: ManagementApi, id: string): Promise<Delegation> {
  return api.put(`/delegations/${id}/acceptance`, undefined)
}

export function revokeDelegation(
  api: ManagementApi,
  id: string,
): Promise<{ readonly delegation: Delegation; readonly effect: Effect }> {
  return api.delete(`/delegations/${id}`)
}

export function listOrganizationDelegations(api: ManagementApi, organizationId: string): Promise<Page<Delegation>> {
  return api.get(`/organizations/${organizationId}/delegations`, { page_size: 200 })
}

export function getOrganizationUsage(api: ManagementApi, organizationId: string, query: Query): Promise<Usage> {
  return api.get(`/organizations/${organizationId}/usage`, query)
}
