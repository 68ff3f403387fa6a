import type { ManagementApi, Query } from './management-api.ts'
import type { Page, RegisterEntry } from './schemas.ts'

export function listRegister(api: ManagementApi, query: Query): Promise<Page<RegisterEntry>> {
  return api.get('/register', query)
}

export function getRegisterEntry(api: ManagementApi, id: string): Promise<RegisterEntry> {
  return api.get(`/register/${id}`)
}
