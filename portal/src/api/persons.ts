import type { ManagementApi } from './management-api.ts'
import type { Consultation, ErrorKind, MyErrorReport, Page, PersonCoverage } from './schemas.ts'

export function openPersonSession(
  api: ManagementApi,
  accessToken: string,
): Promise<{ session_token: string; expires_at: string }> {
  return api.post('/person-sessions', { access_token: accessToken })
}

export function closePersonSession(api: ManagementApi): Promise<void> {
  return api.delete('/person-session')
}

export function listConsultations(api: ManagementApi, cursor?: string): Promise<Page<Consultation>> {
  return api.get('/person/consultations', { cursor, page_size: 20 })
}

export function getPersonCoverage(api: ManagementApi): Promise<PersonCoverage> {
  return api.get('/person/coverage')
}

export function listMyErrorReports(api: ManagementApi): Promise<{ items: readonly MyErrorReport[] }> {
  return api.get('/person/error-reports')
}

export function reportError(
  api: ManagementApi,
  report: { request_id: string; field: string; kind: ErrorKind; statement: string },
  idempotencyKey: string,
): Promise<MyErrorReport> {
  return api.post('/person/error-reports', report, { idempotencyKey })
}

export function contestAnswer(api: ManagementApi, id: string, statement: string): Promise<MyErrorReport> {
  return api.post(`/person/error-reports/${id}/contest`, { statement })
}
