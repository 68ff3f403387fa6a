import type { components } from './generated/management.ts'
import type { ManagementApi, Query } from './management-api.ts'
import type { Page, ProtectedPerson, SubjectRegistration } from './schemas.ts'

type Schemas = components['schemas']

export function listSubjectRegistrations(
  api: ManagementApi,
  organizationId: string,
  query: Query,
): Promise<Page<SubjectRegistration>> {
  return api.get(`/organizations/${organizationId}/subject-registrations`, query)
}

export function registerSubjects(
  api: ManagementApi,
  organizationId: string,
  files: Schemas['SubjectRegistrations'],
  idempotencyKey: string,
): Promise<{ registrations: SubjectRegistration[] }> {
  return api.post(`/organizations/${organizationId}/subject-registrations`, files, { idempotencyKey })
}

export function revokeSubjectRegistration(api: ManagementApi, organizationId: string, id: string): Promise<void> {
  return api.delete(`/organizations/${organizationId}/subject-registrations/${id}`)
}

/** Who has declared live files for an API, and how many. */
export function countSubjectRegistrations(
  api: ManagementApi,
  name: string,
): Promise<{ items: Schemas['SubjectRegistrationCount'][] }> {
  return api.get(`/catalog/apis/${name}/subject-registrations`)
}

export function announceSubjectChange(
  api: ManagementApi,
  name: string,
  change: Schemas['SubjectChange'],
): Promise<{ notified: number }> {
  return api.post(`/catalog/apis/${name}/subject-changes`, change)
}

export function listProtectedPersons(api: ManagementApi): Promise<{ items: ProtectedPerson[] }> {
  return api.get('/protected-persons')
}

export function protectPerson(
  api: ManagementApi,
  protection: Schemas['PersonProtection'],
  idempotencyKey: string,
): Promise<ProtectedPerson> {
  return api.post('/protected-persons', protection, { idempotencyKey })
}

export function endProtection(api: ManagementApi, id: string): Promise<void> {
  return api.delete(`/protected-persons/${id}`)
}
