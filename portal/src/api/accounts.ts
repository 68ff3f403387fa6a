import type { components } from './generated/management.ts'
import type { ManagementApi } from './management-api.ts'
import type { Account, Me, Member, Membership, Page, Role } from './schemas.ts'

export function createAccount(
  api: ManagementApi,
  account: components['schemas']['AccountCreation'],
  idempotencyKey: string,
): Promise<Account> {
  return api.post('/accounts', account, { idempotencyKey })
}

export function getMe(api: ManagementApi): Promise<Me> {
  return api.get('/me')
}

export function updateMe(api: ManagementApi, change: components['schemas']['MeUpdate']): Promise<Account> {
  return api.patch('/me', change)
}

export function changePassword(api: ManagementApi, current: string, next: string): Promise<void> {
  return api.put('/me/password', { current_password: current, new_password: next })
}

export function endSessions(api: ManagementApi): Promise<void> {
  return api.delete('/me/sessions')
}

export function listMyOrganizations(api: ManagementApi): Promise<Page<Membership>> {
  return api.get('/me/organizations', { page_size: 200 })
}

export function requestMembership(
  api: ManagementApi,
  identifier: { scheme: string; value: string },
  roles: Role[],
  idempotencyKey: string,
): Promise<Member> {
  return api.post('/me/memberships', { identifier, roles }, { idempotencyKey })
}
