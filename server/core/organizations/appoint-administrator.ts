import { registerAccount } from '../accounts/register-account.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { addMember } from './add-member.ts'
import type { OrganizationDeps } from './organization-deps.ts'
import { registerOrganization } from './register-organization.ts'

export interface Appointment {
  readonly email: string
  readonly name: string
  readonly locale: string
  /** From a PasswordHasher, made before the transaction. */
  readonly passwordHash: string
  /** The operator to found when the platform has none yet. */
  readonly operator: {
    readonly name: string
    readonly country: string
    readonly identifiers: readonly { readonly scheme: string; readonly value: string }[]
  } | null
}

/**
 * Gives the platform an administrator, and its operator organization if there is none. Only whoever runs the
 * platform's processes can call it: there is nobody yet who could permit it.
 * @throws Conflict `email-taken`; NoOperator when there is no operator and none to found.
 */
export async function appointAdministrator(tx: Transaction, deps: OrganizationDeps, input: Appointment): Promise<void> {
  const known = await deps.organizations.findOperator(tx)
  if (known === null && input.operator === null) throw new NoOperator()
  const account = await registerAccount(tx, deps, input)
  const operator =
    known ??
    (await registerOrganization(tx, deps, null, {
      ...(input.operator ?? { name: '', country: '', identifiers: [] }),
      kind: 'operator',
      slug: null,
      is_demo: false,
      verification: 'operator',
    }))
  const roles = ['owner', 'administrator', 'auditor'] as const
  await addMember(tx, deps, null, operator, { account_id: account.id, roles, state: 'active' })
}

/** The first administrator comes with the operator organization; later ones join it. */
export class NoOperator extends Error {
  override readonly name = 'NoOperator'
}
