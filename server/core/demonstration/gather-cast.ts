import type { Account } from '../accounts/account.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Organization } from '../organizations/organization.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { type CastAccount, type CastOrganization, castAccounts, castOrganizations } from './cast.ts'
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

/** Writes organizations, accounts and memberships: the first of a platform, which nobody could yet create. */
export async function gatherCast(tx: Transaction, deps: DemonstrationDeps, hashes: Hashes): Promise<Cast> {
  const now = new Date(deps.clock.now()).toISOString()
  const organizations = new Map<string, string>()
  for (const one of castOrganizations) {
    const organization = organizationOf(one, deps.random.uuid(), now)
    await deps.organizations.insert(tx, organization)
    organizations.set(one.key, organization.id)
    await publishOrganization(tx, deps, organization)
  }
  const actors = new Map<string, Actor>()
  for (const one of castAccounts) {
    const account = accountOf(one, deps.random.uuid(), hashes.get(one.email) ?? null, now)
    await deps.accounts.insert(tx, account)
    const organizationId = one.organization === null ? null : (organizations.get(one.organization) ?? null)
    if (organizationId !== null) {
      await deps.members.insert(tx, {
        id: deps.random.uuid(),
        organization_id: organizationId,
        account_id: account.id,
        roles: one.roles,
        state: 'active',
        version: 1,
        created_at: now,
      })
    }
    actors.set(one.email, actorOf(one, account, organizationId))
  }
  return castOf(organizations, actors)
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

function organizationOf(one: CastOrganization, id: string, now: string): Organization {
  return {
    id,
    kind: one.kind,
    name: one.name,
    slug: one.slug,
    country: 'fr',
    identifiers: [{ scheme: 'fr:siret', value: one.siret, valid_from: null, valid_to: null }],
    verification: 'operator',
    verified_at: now,
    state: 'active',
    suspended_reason: null,
    is_demo: true,
    version: 1,
    created_at: now,
  }
}

function accountOf(one: CastAccount, id: string, hash: string | null, now: string): Account {
  return {
    id,
    kind: 'person',
    email: one.email,
    name: one.name,
    locale: 'fr',
    password_hash: hash,
    organization_id: null,
    state: 'active',
    sessions_valid_from: now,
    created_at: now,
  }
}

function actorOf(one: CastAccount, account: Account, organizationId: string | null): Actor {
  const kind = castOrganizations.find(({ key }) => key === one.organization)?.kind
  const membership =
    organizationId === null || kind === undefined
      ? []
      : [
          {
            organization_id: organizationId,
            organization_kind: kind,
            roles: one.roles,
            organization_state: 'active' as const,
          },
        ]
  return { account_id: account.id, kind: 'person', name: one.name, locale: 'fr', memberships: membership }
}

/** The gateways of both environments know every organization that can be a recipient. */
async function publishOrganization(
  tx: Transaction,
  deps: DemonstrationDeps,
  { id, name, state, identifiers }: Organization,
): Promise<void> {
  const states = identifiers.map(({ scheme, value }) => ({ scheme, value }))
  const change = { kind: 'organization', id, state: { name, state, identifiers: states } } as const
  await deps.publisher.publish(tx, 'sandbox', [change])
  await deps.publisher.publish(tx, 'production', [change])
}
