import type { ManagementApi } from './management-api.ts'
import type { AccessRequest, Lifecycle } from './schemas.ts'

export function getLifecycle(api: ManagementApi, authorizationId: string): Promise<Lifecycle> {
  return api.get(`/authorizations/${authorizationId}/lifecycle`)
}

export function confirmNeed(api: ManagementApi, authorizationId: string, statement: string): Promise<unknown> {
  return api.put(`/authorizations/${authorizationId}/recertification`, { statement })
}

export function keepScopes(api: ManagementApi, authorizationId: string, reason: string): Promise<void> {
  return api.put(`/authorizations/${authorizationId}/unused-scopes`, { reason })
}

export function reopenNarrowed(api: ManagementApi, authorizationId: string): Promise<AccessRequest> {
  return api.delete(`/authorizations/${authorizationId}/unused-scopes`)
}
