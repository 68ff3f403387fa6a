import type { components } from './generated/management.ts'
import type { ManagementApi, Query, Versioned } from './management-api.ts'
import type { Effect, Machine, Member, Organization, OrganizationEvent, Page, Role, Verification } from './schemas.ts'

export interface OrganizationEffect {
  readonly organization: Organization
  readonly effect: Effect
}

export function listOrganizations(api: ManagementApi, query: Query): Promise<Page<Organization>> {
  return api.get('/organizations', query)
}

export function createOrganization(
  api: ManagementApi,
  organization: components['schemas']['OrganizationCreation'],
  idempotencyKey: string,
): Promise<Organization> {
  return api.post('/organizations', organization, { idempotencyKey })
}

export function getOrganization(api: ManagementApi, id: string): Promise<Versioned<Organization>> {
  return api.read(`/organizations/${id}`)
}

export function updateOrganization(
  api: ManagementApi,
  id: string,
  name: string,
  ifMatch: string,
): Promise<Organization> {
  return api.patch(`/organizations/${id}`, { name }, { ifMatch })
}

export function verifyOrganization(
  api: ManagementApi,
  id: string,
  verification: Verification,
  ifMatch: string,
): Promise<Organization> {
  return api.put(`/organizations/${id}/verification`, { verification }, { ifMatch })
}

export function suspendOrganization(api: ManagementApi, id: string, reason: string): Promise<OrganizationEffect> {
  return api.put(`/organizations/${id}/suspension`, { reason })
}

export function resumeOrganization(api: ManagementApi, id: string): Promise<OrganizationEffect> {
  return api.delete(`/organizations/${id}/suspension`)
}

export function listMembers(api: ManagementApi, id: string): Promise<Page<Member>> {
  return api.get(`/organizations/${id}/members`, { page_size: 200 })
}

export function inviteMember(
  api: ManagementApi,
  id: string,
  email: string,
  roles: Role[],
  idempotencyKey: string,
): Promise<Member> {
  return api.post(`/organizations/${id}/members`, { email, roles }, { idempotencyKey })
}

export function updateMember(
  api: ManagementApi,
  id: string,
  memberId: string,
  roles: Role[],
  ifMatch: string,
): Promise<Member> {
  return api.patch(`/organizations/${id}/members/${memberId}`, { roles }, { ifMatch })
}

export function removeMember(api: ManagementApi, id: string, memberId: string): Promise<void> {
  return api.delete(`/organizations/${id}/members/${memberId}`)
}

export function acceptMember(api: ManagementApi, id: string, memberId: string): Promise<Member> {
  return api.put(`/organizations/${id}/members/${memberId}/acceptance`, undefined)
}

export function listEvents(api: ManagementApi, id: string, cursor?: string): Promise<Page<OrganizationEvent>> {
  return api.get(`/organizations/${id}/events`, { cursor, page_size: 25 })
}

export function listMachines(api: ManagementApi, id: string): Promise<Page<Machine>> {
  return api.get(`/organizations/${id}/machines`, { page_size: 200 })
}

export function createMachine(
  api: ManagementApi,
  id: string,
  machine: { label: string; roles: Role[] },
  idempotencyKey: string,
): Promise<components['schemas']['MachineWithSecret']> {
  return api.post(`/organizations/${id}/machines`, machine, { idempotencyKey })
}

export function deleteMachine(api: ManagementApi, id: string, machineId: string): Promise<void> {
  return api.delete(`/organizations/${id}/machines/${machineId}`)
}
