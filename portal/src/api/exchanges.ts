import type { components } from './generated/management.ts'
import type { ManagementApi, Query } from './management-api.ts'

export type ExchangeDetail = components['schemas']['ExchangeDetail']

export interface SharedExchange {
  readonly exchange: ExchangeDetail
  readonly application_id: string
  readonly application_name: string
  readonly organization_name: string
  readonly expires_at: string
}

export interface UsageBreakdown {
  readonly scopes: readonly {
    readonly day: string
    readonly api: string
    readonly scope: string
    readonly calls: number
  }[]
  readonly reasons: readonly {
    readonly api: string | null
    readonly status: number
    readonly reason: string | null
    readonly calls: number
    readonly last_at: string
  }[]
}

export function getExchange(api: ManagementApi, applicationId: string, requestId: string): Promise<ExchangeDetail> {
  return api.get(`/applications/${applicationId}/exchanges/${requestId}`)
}

/** Place of the synthetic person a sandbox call was about among these. */
export async function recognizePerson(
  api: ManagementApi,
  applicationId: string,
  requestId: string,
  references: readonly { scheme: string; value: string }[],
): Promise<number | null> {
  const path = `/applications/${applicationId}/exchanges/${requestId}/person`
  return (await api.post<{ index: number | null }>(path, { references })).index
}

export function shareExchange(
  api: ManagementApi,
  applicationId: string,
  requestId: string,
  days: number,
  idempotencyKey: string,
): Promise<{ id: string; expires_at: string }> {
  return api.post(`/applications/${applicationId}/exchanges/${requestId}/shares`, { days }, { idempotencyKey })
}

export function getSharedExchange(api: ManagementApi, id: string): Promise<SharedExchange> {
  return api.get(`/exchange-shares/${id}`)
}

export function getUsageBreakdown(api: ManagementApi, applicationId: string, query: Query): Promise<UsageBreakdown> {
  return api.get(`/applications/${applicationId}/usage/breakdown`, query)
}
