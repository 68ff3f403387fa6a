import { hkdfSync } from 'node:crypto'
import { createAccessRequestStore } from '#adapters/postgres/access-request-store.ts'
import { createAccountStore } from '#adapters/postgres/account-store.ts'
import { createAlertStore } from '#adapters/postgres/alert-store.ts'
import { createApiStore } from '#adapters/postgres/api-store.ts'
import { createApplicationStore } from '#adapters/postgres/application-store.ts'
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
import { createSubjectKeyStore } from '#adapters/postgres/subject-key-store.ts'
import { createSubjectRegistrationStore } from '#adapters/postgres/subject-registration-store.ts'
import { createUsageStore } from '#adapters/postgres/usage-store.ts'
import { createWebhookStore } from '#adapters/postgres/webhook-store.ts'
import { createArgon2PasswordHasher } from '#adapters/system/argon2-password-hasher.ts'
import type { ManagementDeps } from '#control-plane/management-deps.ts'
import { createPackCalendar } from '#core/calendar/pack-calendar.ts'
import { openSandboxGrants } from '#core/grants/open-sandbox-grants.ts'
import type { SessionEnder } from '#core/oauth/session-ender.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { CountryPack } from '#core/ports/country-pack.ts'
import type { Random } from '#core/ports/random.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import { createQuotaPeriods } from '#core/quotas/quota-period.ts'
import { createStatusDays } from '#core/service-levels/status-days.ts'
import { createTimeClasses } from '#core/service-levels/time-class.ts'
import type { EffectAwaiter, SnapshotPublisher } from '#core/snapshot/snapshot-publisher.ts'
import type { SnapshotStore } from '#core/snapshot/snapshot-store.ts'
import { createPseudonyms } from '#core/subjects/create-pseudonyms.ts'
import { createDirectoryHash, deriveDirectoryKey } from '#core/subjects/subject-keys.ts'
import { createWebhookSecrets } from '#core/webhooks/webhook-secrets.ts'
import type { PublicAddresses } from '../processes/public-addresses.ts'

interface ManagementWiring {
  readonly unitOfWork: UnitOfWork
  readonly snapshotStore: SnapshotStore
  readonly publisher: SnapshotPublisher
  readonly effects: EffectAwaiter
  readonly sessions: SessionEnder
  readonly clock: Clock
  readonly random: Random
  readonly pack: CountryPack
  readonly addresses: PublicAddresses
  readonly sandboxEngineUrl: string
  readonly allowProductionStaticBearer: boolean
  readonly plainLoopbackWebhooks: boolean
  readonly master: Uint8Array
  readonly audit: ManagementDeps['audit']
  readonly personLogin: ManagementDeps['personLogin']
}

/** Every store and rule the management API works with, on PostgreSQL's dialect. */
export function wireManagement(wiring: ManagementWiring): ManagementDeps {
  const { clock, random, pack, addresses, publisher } = wiring
  const grants = createGrantStore()
  const events = createEventStore(clock, random)
  const measured = {
    service: createServiceStore(),
    maintenance: createMaintenanceStore(),
    apis: createApiStore(),
    calendar: createPackCalendar(pack),
    timeClassOf: createTimeClasses(pack),
  }
  return {
    ...wiring,
    ...measured,
    statusDays: createStatusDays({ ...measured, clock, unitOfWork: wiring.unitOfWork }),
    incidents: createIncidentStore(),
    publicUrl: addresses.portal,
    gatewayUrls: { production: addresses.production, sandbox: addresses.sandbox },
    passwords: createArgon2PasswordHasher(random),
    idempotency: createIdempotencyStore(),
    idempotencySecret: Buffer.from(hkdfSync('sha256', wiring.master, '', 'octroi idempotency 1', 32)),
    accounts: createAccountStore(),
    organizations: createOrganizationStore(),
    members: createMemberStore(),
    applications: createApplicationStore(),
    credentials: createCredentialStore(),
    inventory: createCredentialInventory(),
    grants,
    events,
    eventReader: createEventReader(),
    loginThrottles: createLoginThrottleStore(),
    policies: createPolicyStore(),
    periods: createQuotaPeriods(pack.timeZone),
    requests: createAccessRequestStore(),
    authorizations: createAuthorizationStore(),
    delegations: createDelegationStore(),
    invitations: createRequestInvitationStore(),
    authorizedGrants: createAuthorizedGrantStore(),
    usage: createUsageStore(),
    registrations: createSubjectRegistrationStore(),
    protectedPersons: createProtectedPersonStore(),
    directoryHash: createDirectoryHash(deriveDirectoryKey(wiring.master)),
    alerts: createAlertStore(),
    personSessions: createPersonSessionStore(),
    errorReports: createErrorReportStore(),
    recordSearch: createRecordSearch(),
    personSearches: createPersonSearchStore(),
    pseudonyms: createPseudonyms(createSubjectKeyStore(), wiring.master),
    lifecycle: createLifecycleStore(),
    notifications: createNotificationStore(),
    publications: createPublicationStore(),
    shares: createExchangeShareStore(),
    webhooks: createWebhookStore(),
    webhookSecrets: createWebhookSecrets(wiring.master),
    nodes: createNodeStore(),
    openSandboxGrants: (tx, api) => openSandboxGrants(tx, { grants, events, publisher, pack, clock, random }, api),
  }
}
