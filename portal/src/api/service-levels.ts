import type { ManagementApi } from './management-api.ts'
import type { MaintenanceWindow, Publication, ServiceLevels } from './schemas.ts'

export function getServiceLevels(api: ManagementApi, month?: string): Promise<ServiceLevels> {
  return api.get('/service-levels', { month })
}

export function listMaintenanceWindows(api: ManagementApi): Promise<{ items: MaintenanceWindow[] }> {
  return api.get('/maintenance-windows')
}

export function declareMaintenance(
  api: ManagementApi,
  window: { target: string; starts_at: string; ends_at: string; reason: string },
  idempotencyKey: string,
): Promise<MaintenanceWindow> {
  return api.post('/maintenance-windows', window, { idempotencyKey })
}

export function cancelMaintenance(api: ManagementApi, id: string): Promise<void> {
  return api.delete(`/maintenance-windows/${id}`)
}

export function listPublications(api: ManagementApi, kind: Publication['kind']): Promise<{ items: Publication[] }> {
  return api.get('/publications', { kind })
}
