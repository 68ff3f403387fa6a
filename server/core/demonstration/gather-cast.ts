import type { Account } from '../accounts/account.ts'
import type { Actor } from '../accounts/actor.ts'
import { registerAccount } from '../accounts/register-account.ts'
import { addMember } from '../organizations/add-member.ts'
import type { Role } from '../organizations/member.ts'
import type { Organization } from '../organizations/organization.ts'
import { registerOrganization } from '../organizations/register-organization.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { castAccounts, castOrganizations } from './cast.ts'
import type { DemonstrationDeps } from './demonstration-deps.ts'

/** The people of the demonstration as they act, by e-mail address, and the ids of its organizations, by key. */
export interface Cast {
  readonly organizations: ReadonlyMap<string, string>
  actor(email: string): Actor
  /** Reviewers of an organization. */
  reviewersOf(organizationId: string): readonly Actor[]
}

type Hashes = ReadonlyMap<string, string>

/** Hashes every password; slow, so before any transaction. */
export async function hashPasswords(deps: DemonstrationDeps): Promise<Hashes> {
  const entries = castAccounts.map(
    async ({ email }) => [email, await deps.passwords.hash(deps.passwordOf(email))] as const,
  )
  return new Map(await Promise.all(entries))
}

/** Registers organizations, accounts and memberships: the first of a platform, which nobody could yet create. */
export async function gatherCast(tx: Transaction, deps: DemonstrationDeps, hashes: Hashes): Promise<Cast> {
  const organizations = new Map<string, Organization>()
  for (const { key, siret, ...one } of castOrganizations) {
    const identifiers = [{ scheme: 'fr:siret', value: siret }]
    const input = { ...one, country: 'fr', identifiers, is_demo: true, verification: 'operator' as const }
    organizations.set(key, await registerOrganization(tx, deps, null, input))
  }
  const actors = new Map<string, Actor>()
  for (const { email, name, organization: key, roles } of castAccounts) {
    const input = { email, name, locale: 'fr', passwordHash: hashes.get(email) ?? '' }
    const account = await registerAccount(tx, deps, input)
    const organization = key === null ? undefined : organizations.get(key)
    if (organization !== undefined) {
      await addMember(tx, deps, null, organization, { account_id: account.id, roles, state: 'active' })
    }
    actors.set(email, actorOf(account, organization, roles))
  }
  return castOf(new Map([...organizations].map(([key, { id }]) => [key, id])), actors)
}

function castOf(organizations: ReadonlyMap<string, string>, actors: ReadonlyMap<string, Actor>): Cast {
  return {
    organizations,
    actor(email) {
      const actor = actors.get(email)
      if (actor === undefined) throw new Error(`The demonstration has no ${email}.`)
      return actor
    },
    reviewersOf: (organizationId) =>
      [...actors.values()].filter((actor) =>
        actor.memberships.some((one) => one.organization_id === organizationId && one.roles.includes('reviewer')),
      ),
  }
}

function actorOf(account: Account, organization: Organization | undefined, roles: readonly Role[]): Actor {
  const memberships =
    organization === undefined
      ? []
      : [
          {
            organization_id: organization.id,
            organization_kind: organization.kind,
            roles,
            organization_state: organization.state,
          },
        ]
  return { account_id: account.id, kind: 'person', name: account.name, locale: account.locale, memberships }
}
