import type { ManagementApi, Query } from './management-api.ts'
import type { AuditRecord, Page } from './schemas.ts'

export function searchRecords(api: ManagementApi, query: Query): Promise<Page<AuditRecord>> {
  return api.get('/audit/records', query)
}

export function exportRecords(api: ManagementApi, query: Query): Promise<Response> {
  return api.download('/audit/records/export', query)
}
