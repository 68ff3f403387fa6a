import type { Account } from '../accounts/account.ts'
import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { hashSecret, makeSecret } from '../credentials/secret-format.ts'
import { NotFound } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { addMember } from './add-member.ts'
import { loadMember } from './invite-member.ts'
import type { Role } from './member.ts'
import type { MemberProfile } from './member-store.ts'
import type { OrganizationDeps } from './organization-deps.ts'
import { checkMachineRoles } from './roles-of-kind.ts'

/** Client id of a machine account at the people's issuer. */
export function machineClientId(accountId: string): string {
  return `mch-${accountId}`
}

/**
 * Makes a machine account that uses the management API for one organization. Its secret is in the
 * answer and nowhere else.
 * @throws Unprocessable for the roles owner and reviewer: persons answer for an organization and for decisions.
 */
export async function createMachine(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor,
  organizationId: string,
  input: { readonly label: string; readonly roles: readonly Role[] },
): Promise<{ machine: MemberProfile; secret: string }> {
  authorize(actor, 'machines.write', { organization: organizationId })
  const organization = await deps.organizations.load(tx, organizationId)
  if (organization === null) throw new NotFound({ problem: 'not-found' })
  checkMachineRoles(input.roles)
  const now = timeOf(deps)
  const secret = makeSecret('mgt', deps.random)
  const account: Account = {
    id: deps.random.uuid(),
    kind: 'machine',
    email: null,
    name: input.label.trim(),
    locale: actor.locale,
    password_hash: hashSecret(secret),
    organization_id: organizationId,
    state: 'active',
    sessions_valid_from: now,
    created_at: now,
  }
  await deps.accounts.insert(tx, account)
  const joined = { account_id: account.id, roles: input.roles, state: 'active' as const }
  const member = await addMember(tx, deps, actor, organization, joined)
  return { machine: await loadMember(tx, deps, member), secret }
}
