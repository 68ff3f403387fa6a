import { randomUUID } from 'node:crypto'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import type { Role } from '#core/organizations/member.ts'
import type { OrganizationKind } from '#core/organizations/organization.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'

// biome-ignore format: aligned table
const organizations = {
  valmont:  ['consumer',   'Métropole de Valmont', null,   'operator'],
  rival:    ['consumer',   'Communauté de Rive',   null,   'operator'],
  newcomer: ['consumer',   'Nouvelle venue',       null,   'unverified'],
  editor:   ['editor',     'Éditeur Exemple',      null,   'operator'],
  cnaf:     ['provider',   'Cnaf',                 'cnaf', 'operator'],
  cnam:     ['provider',   'Cnam',                 'cnam', 'operator'],
  operator: ['operator',   'Opérateur',            null,   'operator'],
} as const satisfies Record<string, readonly [OrganizationKind, string, string | null, string]>

// biome-ignore format: aligned table
const people = {
  olga:   ['valmont',  ['owner', 'developer']],
  denis:  ['valmont',  ['developer']],
  aude:   ['valmont',  ['auditor']],
  rita:   ['rival',    ['owner', 'developer']],
  nino:   ['newcomer', ['owner', 'developer']],
  edgar:  ['editor',   ['owner', 'developer']],
  carl:   ['cnaf',     ['reviewer']],
  cora:   ['cnaf',     ['reviewer']],
  claude: ['cnaf',     ['owner', 'administrator']],
  nina:   ['cnam',     ['reviewer']],
  odile:  ['operator', ['reviewer']],
  oscar:  ['operator', ['reviewer']],
  ada:    ['operator', ['administrator']],
  alix:   ['operator', ['auditor']],
  solo:   [null,       []],
} as const satisfies Record<string, readonly [keyof typeof organizations | null, readonly Role[]]>

export type OrganizationName = keyof typeof organizations
export type PersonName = keyof typeof people
export const personNames = Object.keys(people) as PersonName[]

/** Identifiers of what was seeded, by name. Each of valmont, rival, newcomer and editor has one application. */
export interface SeededAccess {
  readonly organizations: Readonly<Record<OrganizationName, string>>
  readonly people: Readonly<Record<PersonName, string>>
  readonly applications: Readonly<Record<'valmont' | 'rival' | 'newcomer' | 'editor', string>>
}

/** Organizations, people and applications around an access request, straight into the tables. */
export async function seedAccessWorld(tx: Transaction): Promise<SeededAccess> {
  const trx = inside(tx)
  const organizationIds: Record<string, string> = {}
  const peopleIds: Record<string, string> = {}
  const applicationIds: Record<string, string> = {}
  let serial = 0
  for (const [key, [kind, name, slug, verification]] of Object.entries(organizations)) {
    const id = randomUUID()
    organizationIds[key] = id
    await trx.insertInto('organizations').values({ id, kind, name, slug, verification }).execute()
    serial += 1
    const value = String(10_000_000_000_000 + serial)
    const identifier = { organization_id: id, scheme: 'fr:siret', value }
    await trx.insertInto('organization_identifiers').values(identifier).execute()
    if (kind !== 'consumer' && kind !== 'editor') continue
    const applicationId = randomUUID()
    applicationIds[key] = applicationId
    const clientIds = { sandbox_client_id: `sbx-${key}`, production_client_id: `prd-${key}` }
    const application = { id: applicationId, organization_id: id, name: `Application ${name}`, ...clientIds }
    await trx.insertInto('applications').values(application).execute()
  }
  for (const [key, [organization, roles]] of Object.entries(people)) {
    const id = randomUUID()
    peopleIds[key] = id
    const account = { id, kind: 'person' as const, email: `${key}@example.test`, name: key }
    await trx.insertInto('accounts').values(account).execute()
    if (organization === null) continue
    const member = {
      id: randomUUID(),
      organization_id: organizationIds[organization] ?? '',
      account_id: id,
      roles,
      state: 'active' as const,
    }
    await trx.insertInto('members').values(member).execute()
  }
  return {
    organizations: organizationIds as SeededAccess['organizations'],
    people: peopleIds as SeededAccess['people'],
    applications: applicationIds as SeededAccess['applications'],
  }
}
