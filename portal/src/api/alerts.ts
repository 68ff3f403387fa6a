import type { ManagementApi } from './management-api.ts'
import type { Alert, Page } from './schemas.ts'

type AlertState = Alert['state']

/** Of every API, for the operator. */
export function listAlerts(api: ManagementApi, state: AlertState, cursor?: string): Promise<Page<Alert>> {
  return api.get('/alerts', { state, cursor, page_size: 50 })
}

/** Of the APIs that one organization provides. */
export function listProviderAlerts(
  api: ManagementApi,
  organizationId: string,
  state: AlertState,
  cursor?: string,
): Promise<Page<Alert>> {
  return api.get(`/organizations/${organizationId}/alerts`, { state, cursor, page_size: 50 })
}

export function closeAlert(api: ManagementApi, id: string, conclusion: string): Promise<Alert> {
  return api.post(`/alerts/${id}/close`, { conclusion })
}
