import type { ManagementApi } from './management-api.ts'
import type { ErrorReport, Page } from './schemas.ts'

export type ReportPile = 'open' | 'answered' | 'closed'

export function listErrorReports(
  api: ManagementApi,
  organizationId: string,
  state: ReportPile,
  cursor?: string,
): Promise<Page<ErrorReport>> {
  return api.get(`/organizations/${organizationId}/error-reports`, { state, cursor, page_size: 25 })
}

export function treatErrorReport(api: ManagementApi, id: string, to: string, text: string): Promise<ErrorReport> {
  return api.post(`/error-reports/${id}/steps`, text === '' ? { to } : { to, text })
}
