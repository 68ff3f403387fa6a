import type { ManagementApi } from './management-api.ts'
import type { OrganizationEvent, Page, System } from './schemas.ts'

export function getSystem(api: ManagementApi): Promise<System> {
  return api.get('/system')
}

export function listAllEvents(api: ManagementApi, cursor?: string): Promise<Page<OrganizationEvent>> {
  return api.get('/events', { cursor, page_size: 50 })
}
