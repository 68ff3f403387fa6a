import { Unprocessable } from '../errors.ts'
import type { Role } from './member.ts'
import type { OrganizationKind } from './organization.ts'

/** The roles that mean something in each kind of organization. */
export const rolesOfKind: Readonly<Record<OrganizationKind, readonly Role[]>> = {
  consumer: ['owner', 'developer', 'auditor'],
  editor: ['owner', 'developer', 'auditor'],
  provider: ['owner', 'developer', 'reviewer', 'auditor', 'administrator'],
  operator: ['owner', 'developer', 'reviewer', 'auditor', 'administrator'],
  governance: ['owner', 'auditor'],
}

/** @throws Unprocessable naming the first role that means nothing in this kind of organization. */
export function checkRoles(kind: OrganizationKind, roles: readonly Role[]): void {
  const at = roles.findIndex((role) => !rolesOfKind[kind].includes(role))
  if (at === -1) return
  const message = `A ${kind} organization has the roles ${rolesOfKind[kind].join(', ')}.`
  throw new Unprocessable({
    problem: 'role-not-offered',
    detail: message,
    errors: [{ field: `/roles/${at}`, rule: 'enum', message }],
  })
}

/** @throws Unprocessable naming the first role that only a person has: persons answer for what they own and decide. */
export function checkMachineRoles(roles: readonly Role[]): void {
  const at = roles.findIndex((role) => role === 'owner' || role === 'reviewer')
  if (at === -1) return
  const message = 'A machine is neither owner nor reviewer.'
  const errors = [{ field: `/roles/${at}`, rule: 'enum', message }]
  throw new Unprocessable({ problem: 'role-not-offered', detail: message, errors })
}
