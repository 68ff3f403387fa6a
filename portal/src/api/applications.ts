import type { ManagementApi, Query, Versioned } from './management-api.ts'
import type { Application, Effect, Exchange, Grant, Page, Quota, Usage } from './schemas.ts'

export interface ApplicationEffect {
  readonly application: Application
  readonly effect: Effect
}

export function listApplications(api: ManagementApi, organizationId: string): Promise<Page<Application>> {
  return api.get(`/organizations/${organizationId}/applications`, { page_size: 200 })
}

export function createApplication(
  api: ManagementApi,
  organizationId: string,
  application: { name: string; description: string },
  idempotencyKey: string,
): Promise<Application> {
  return api.post(`/organizations/${organizationId}/applications`, application, { idempotencyKey })
}

export function getApplication(api: ManagementApi, id: string): Promise<Versioned<Application>> {
  return api.read(`/applications/${id}`)
}

export function updateApplication(
  api: ManagementApi,
  id: string,
  change: { name: string; description: string; requires_bound_tokens: boolean },
  ifMatch: string,
): Promise<Application> {
  return api.patch(`/applications/${id}`, change, { ifMatch })
}

export function archiveApplication(api: ManagementApi, id: string): Promise<ApplicationEffect> {
  return api.delete(`/applications/${id}`)
}

export function listGrants(api: ManagementApi, id: string): Promise<Page<Grant>> {
  return api.get(`/applications/${id}/grants`, { page_size: 200 })
}

export function getGrant(api: ManagementApi, id: string): Promise<Versioned<Grant>> {
  return api.read(`/grants/${id}`)
}

export function narrowGrant(api: ManagementApi, id: string, scopes: string[], ifMatch: string): Promise<Grant> {
  return api.patch(`/grants/${id}`, { scopes }, { ifMatch })
}

export function getApplicationUsage(api: ManagementApi, id: string, query: Query): Promise<Usage> {
  return api.get(`/applications/${id}/usage`, query)
}

export function listExchanges(api: ManagementApi, id: string, query: Query): Promise<Page<Exchange>> {
  return api.get(`/applications/${id}/exchanges`, query)
}

export function getQuotas(api: ManagementApi, id: string): Promise<Page<Quota>> {
  return api.get(`/applications/${id}/quotas`, { page_size: 200 })
}
