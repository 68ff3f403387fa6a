import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parse } from 'yaml'
import { createAccessRequestStore } from '#adapters/postgres/access-request-store.ts'
import { createAccountDirectory } from '#adapters/postgres/account-directory.ts'
import { createAccountStore } from '#adapters/postgres/account-store.ts'
import { createAlertStore } from '#adapters/postgres/alert-store.ts'
import { createApiStore } from '#adapters/postgres/api-store.ts'
import { createApplicationStore } from '#adapters/postgres/application-store.ts'
import { createAuditLogReader } from '#adapters/postgres/audit-log-reader.ts'
import { createAuthorizationStore } from '#adapters/postgres/authorization-store.ts'
import { createAuthorizedGrantStore } from '#adapters/postgres/authorized-grant-store.ts'
import { createCredentialInventory } from '#adapters/postgres/credential-inventory.ts'
import { createCredentialStore } from '#adapters/postgres/credential-store.ts'
import { createDelegationStore } from '#adapters/postgres/delegation-store.ts'
import { createErrorReportStore } from '#adapters/postgres/error-report-store.ts'
import { createEventReader, createEventStore } from '#adapters/postgres/event-store.ts'
import { createExchangeShareStore } from '#adapters/postgres/exchange-share-store.ts'
import { createGrantStore } from '#adapters/postgres/grant-store.ts'
import { createIdempotencyStore } from '#adapters/postgres/idempotency-store.ts'
import { createIncidentStore } from '#adapters/postgres/incident-store.ts'
import { createLifecycleStore } from '#adapters/postgres/lifecycle-store.ts'
import { createLoginThrottleStore } from '#adapters/postgres/login-throttle-store.ts'
import { createMaintenanceStore } from '#adapters/postgres/maintenance-store.ts'
import { createMemberStore } from '#adapters/postgres/member-store.ts'
import { createNodeStore } from '#adapters/postgres/node-store.ts'
import { createNotificationStore } from '#adapters/postgres/notification-store.ts'
import { createOrganizationStore } from '#adapters/postgres/organization-store.ts'
import { createPersonSearchStore } from '#adapters/postgres/person-search-store.ts'
import { createPersonSessionStore } from '#adapters/postgres/person-session-store.ts'
import { createPolicyStore } from '#adapters/postgres/policy-store.ts'
import { createProtectedPersonStore } from '#adapters/postgres/protected-person-store.ts'
import { createPublicationStore } from '#adapters/postgres/publication-store.ts'
import { createRecordSearch } from '#adapters/postgres/record-search.ts'
import { createRequestInvitationStore } from '#adapters/postgres/request-invitation-store.ts'
import { createServiceStore } from '#adapters/postgres/service-store.ts'
import { createSnapshotStore } from '#adapters/postgres/snapshot-store.ts'
import { createSubjectKeyStore } from '#adapters/postgres/subject-key-store.ts'
import { createSubjectRegistrationStore } from '#adapters/postgres/subject-registration-store.ts'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { createUsageStore } from '#adapters/postgres/usage-store.ts'
import { createWebhookStore } from '#adapters/postgres/webhook-store.ts'
import { createArgon2PasswordHasher } from '#adapters/system/argon2-password-hasher.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import { createControlPlane } from '#control-plane/create-control-plane.ts'
import type { ManagementDeps } from '#control-plane/management-deps.ts'
import type { Actor } from '#core/accounts/actor.ts'
import { createPackCalendar } from '#core/calendar/pack-calendar.ts'
import { importApi } from '#core/catalog/import-api.ts'
import { updateApi } from '#core/catalog/update-api.ts'
import { openSandboxGrants } from '#core/grants/open-sandbox-grants.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import { createQuotaPeriods } from '#core/quotas/quota-period.ts'
import { createStatusDays } from '#core/service-levels/status-days.ts'
import { createTimeClasses } from '#core/service-levels/time-class.ts'
import { createSnapshotPublisher } from '#core/snapshot/create-snapshot-publisher.ts'
import { initialisePlatform } from '#core/snapshot/initialise-platform.ts'
import type { SnapshotStates } from '#core/snapshot/snapshot.ts'
import { createPseudonyms } from '#core/subjects/create-pseudonyms.ts'
import { createDirectoryHash } from '#core/subjects/subject-keys.ts'
import { createWebhookSecrets } from '#core/webhooks/webhook-secrets.ts'
import { bundleReferences } from '#kit/bundle-references.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { testAuditKeys } from './audit-keys.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { catalogFiles } from './load-catalog.ts'
import { type ManagementCaller, managementCaller } from './management-caller.ts'
import { openTestDatabase, type TestMachine } from './open-test-database.ts'
import { testPersonLogin } from './person-login.ts'
import { type PersonName, personNames, type SeededAccess, seedAccessWorld } from './seed-access-world.ts'

const root = join(import.meta.dirname, '../..')

/** The management API over HTTP on a real store, with the repository's catalogue published. */
export interface AccessWorld extends SeededAccess, AsyncDisposable {
  readonly url: string
  readonly clock: FakeClock
  readonly deps: ManagementDeps
  readonly unitOfWork: UnitOfWork
  /** Callers by name; `nobody` has no token. */
  readonly as: Readonly<Record<PersonName | 'nobody', ManagementCaller>>
  actor(name: PersonName): Promise<Actor>
  /** Live grants of the production snapshot. */
  publishedGrants(): Promise<readonly SnapshotStates['grant'][]>
}

/** On PGlite unless the test, or TEST_STORE=postgres for a whole run, says otherwise. */
export async function openAccessWorld(machine: TestMachine = machineOfRun()): Promise<AccessWorld> {
  const database = await openTestDatabase(machine)
  try {
    return await openOn(database)
  } catch (error) {
    // A store left open would keep the test file running for ever.
    await database[Symbol.asyncDispose]()
    throw error
  }
}

async function openOn(database: Awaited<ReturnType<typeof openTestDatabase>>): Promise<AccessWorld> {
  const { unitOfWork } = database
  const clock = createFakeClock(Date.parse('2026-03-02T09:00:00Z'))
  const deps = buildDeps(unitOfWork, clock)
  await unitOfWork.transaction((tx) => initialisePlatform(deps, tx, 'demo'))
  const seeded = await unitOfWork.transaction(seedAccessWorld)
  const directory = createAccountDirectory()

  async function actorOf(accountId: string): Promise<Actor | null> {
    return unitOfWork.read(async (tx) => {
      const account = await directory.find(tx, accountId)
      if (account === null) return null
      const memberships = await directory.membershipsOf(tx, accountId)
      return { account_id: account.id, kind: account.kind, name: account.name, locale: account.locale, memberships }
    })
  }

  async function actor(name: PersonName): Promise<Actor> {
    const found = await actorOf(seeded.people[name])
    if (found === null) throw new Error(`${name} was not seeded`)
    return found
  }

  await publishCatalog(unitOfWork, deps, await actor('ada'))
  const app = createControlPlane({
    deps,
    verifier: { verify: actorOf },
    specification: parse(readFileSync(join(root, 'specs/management.openapi.yaml'), 'utf8')),
    logger: { debug() {}, info() {}, warn() {}, error: (message, fields) => console.error(message, fields) },
    trustedProxies: [],
    surfaces: [],
    portal: null,
  })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/management/v1`
  const callers = personNames.map((name) => [name, managementCaller(url, seeded.people[name])] as const)
  return {
    ...seeded,
    url,
    clock,
    deps,
    unitOfWork,
    actor,
    as: Object.fromEntries([...callers, ['nobody', managementCaller(url, null)]]) as AccessWorld['as'],
    async publishedGrants() {
      const { entries } = await unitOfWork.read((tx) => deps.snapshotStore.since(tx, 'production', 0))
      return entries
        .filter((entry) => entry.kind === 'grant' && entry.text !== null)
        .map((entry) => JSON.parse(entry.text ?? '') as SnapshotStates['grant'])
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await database[Symbol.asyncDispose]()
    },
  }
}

function machineOfRun(): TestMachine {
  return process.env.TEST_STORE === 'postgres' ? 'postgres' : 'pglite'
}

function buildDeps(unitOfWork: UnitOfWork, clock: FakeClock): ManagementDeps {
  const random = createSystemRandom(clock)
  const pack = createFrenchPack()
  const auditKeys = testAuditKeys()
  const snapshotStore = createSnapshotStore()
  const deps: Partial<ManagementDeps> = {
    unitOfWork,
    clock,
    random,
    pack,
    snapshotStore,
    publicUrl: 'http://portal.test',
    idempotency: createIdempotencyStore(),
    idempotencySecret: Buffer.alloc(32, 7),
    organizations: createOrganizationStore(),
    applications: createApplicationStore(),
    grants: createGrantStore(),
    events: createEventStore(clock, random),
    eventReader: createEventReader(),
    publisher: createSnapshotPublisher({ snapshotStore }),
    effects: {
      effectOf: async (_environment, revision) => ({ revision, effective: true, silent: [] }),
      settled: async () => undefined,
    },
    requests: createAccessRequestStore(),
    authorizations: createAuthorizationStore(),
    delegations: createDelegationStore(),
    invitations: createRequestInvitationStore(),
    authorizedGrants: createAuthorizedGrantStore(),
    apis: createApiStore(),
    policies: createPolicyStore(),
    usage: createUsageStore(),
    registrations: createSubjectRegistrationStore(),
    protectedPersons: createProtectedPersonStore(),
    directoryHash: createDirectoryHash(Buffer.alloc(32, 9)),
    alerts: createAlertStore(),
    personLogin: testPersonLogin,
    personSessions: createPersonSessionStore(),
    errorReports: createErrorReportStore(),
    recordSearch: createRecordSearch(),
    personSearches: createPersonSearchStore(),
    pseudonyms: createPseudonyms(createSubjectKeyStore(), Buffer.alloc(32, 7)),
    service: createServiceStore(),
    maintenance: createMaintenanceStore(),
    incidents: createIncidentStore(),
    lifecycle: createLifecycleStore(),
    notifications: createNotificationStore(),
    publications: createPublicationStore(),
    shares: createExchangeShareStore(),
    webhooks: createWebhookStore(),
    webhookSecrets: createWebhookSecrets(Buffer.alloc(32, 7)),
    plainLoopbackWebhooks: true,
    timeClassOf: createTimeClasses(pack),
    nodes: createNodeStore(),
    calendar: createPackCalendar(pack),
    periods: createQuotaPeriods(pack.timeZone),
    sandboxEngineUrl: 'http://127.0.0.1:9',
    gatewayUrls: { sandbox: 'http://sandbox.test', production: 'http://gateway.test' },
    accounts: createAccountStore(),
    members: createMemberStore(),
    credentials: createCredentialStore(),
    inventory: createCredentialInventory(),
    loginThrottles: createLoginThrottleStore(),
    passwords: createArgon2PasswordHasher(random),
    sessions: { endSessions: async () => {} },
    allowProductionStaticBearer: false,
    audit: {
      reader: createAuditLogReader(),
      publicKey: auditKeys.checkpoint.publicKey,
      witnesses: [auditKeys.witnessId],
    },
    openSandboxGrants: (tx, api) => openSandboxGrants(tx, deps as ManagementDeps, api),
  }
  const whole = deps as ManagementDeps
  return { ...whole, statusDays: createStatusDays(whole) }
}

/** The provider a specification names, where nobody seeded it: a new API needs no change here. */
async function foundProvider(unitOfWork: UnitOfWork, document: unknown): Promise<void> {
  const { provider: slug } = (document as { readonly 'x-octroi': { readonly provider: string } })['x-octroi']
  await unitOfWork.transaction(async (tx) => {
    const organizations = inside(tx)
    const known = await organizations
      .selectFrom('organizations')
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirst()
    if (known !== undefined) return
    const row = { id: randomUUID(), kind: 'provider' as const, name: slug, slug, verification: 'operator' as const }
    await organizations.insertInto('organizations').values(row).execute()
  })
}

async function publishCatalog(unitOfWork: UnitOfWork, deps: ManagementDeps, actor: Actor): Promise<void> {
  for (const file of catalogFiles()) {
    const document = await bundleReferences(file, async (path) => parse(readFileSync(join(root, path), 'utf8')))
    await foundProvider(unitOfWork, document)
    await unitOfWork.transaction(async (tx) => {
      const api = await importApi(tx, deps, actor, document, null)
      await updateApi(tx, deps, actor, api, { state: 'published' }, () => {})
    })
  }
}
