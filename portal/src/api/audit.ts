import type { ManagementApi, Query } from './management-api.ts'
import type { AuditRecord, Page, PersonSearch } from './schemas.ts'

export function searchRecords(api: ManagementApi, query: Query): Promise<Page<AuditRecord>> {
  return api.get('/audit/records', query)
}

export function exportRecords(api: ManagementApi, query: Query): Promise<Response> {
  return api.download('/audit/records/export', query)
}

export function listPersonSearches(api: ManagementApi, cursor?: string): Promise<Page<PersonSearch>> {
  return api.get('/audit/person-searches', { cursor, page_size: 50 })
}

export function requestPersonSearch(
  api: ManagementApi,
  search: { scheme: string; value: string; reason: string; from: string; to: string },
  idempotencyKey: string,
): Promise<PersonSearch> {
  return api.post('/audit/person-searches', search, { idempotencyKey })
}

export function decidePersonSearch(
  api: ManagementApi,
  id: string,
  verdict: 'approve' | 'refuse',
  idempotencyKey: string,
): Promise<PersonSearch> {
  return api.post(`/audit/person-searches/${id}/decision`, { verdict }, { idempotencyKey })
}

export function readPersonSearch(api: ManagementApi, id: string, cursor?: string): Promise<Page<AuditRecord>> {
  return api.get(`/audit/person-searches/${id}/records`, { cursor, page_size: 50 })
}
