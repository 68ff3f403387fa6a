import type { ApplicationEffect } from './applications.ts'
import type { ManagementApi } from './management-api.ts'
import type { Effect, Grant } from './schemas.ts'

interface GrantEffect {
  readonly grant: Grant
  readonly effect: Effect
}

export function suspendApplication(api: ManagementApi, id: string, reason: string): Promise<ApplicationEffect> {
  return api.put(`/applications/${id}/suspension`, { reason })
}

export function resumeApplication(api: ManagementApi, id: string): Promise<ApplicationEffect> {
  return api.delete(`/applications/${id}/suspension`)
}

export function suspendGrant(api: ManagementApi, id: string, reason: string): Promise<GrantEffect> {
  return api.put(`/grants/${id}/suspension`, { reason })
}

export function resumeGrant(api: ManagementApi, id: string): Promise<GrantEffect> {
  return api.delete(`/grants/${id}/suspension`)
}
