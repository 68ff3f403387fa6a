import type { AccountStore } from '#core/accounts/account-store.ts'
import type { ApplicationStore } from '#core/applications/application-store.ts'
import type { AuditLogReader } from '#core/audit/audit-log-reader.ts'
import type { PersonSearchStore } from '#core/audit/person-search/person-search.ts'
import type { RecordSearch } from '#core/audit/search/record-search.ts'
import type { CredentialInventory } from '#core/credentials/credential-inventory.ts'
import type { CredentialStore } from '#core/credentials/credential-store.ts'
import type { AlertStore } from '#core/detection/alert-store.ts'
import type { ErrorReportStore } from '#core/error-reports/error-report-store.ts'
import type { EventStore } from '#core/events/event.ts'
import type { EventReader } from '#core/events/event-reader.ts'
import type { GrantStore } from '#core/grants/grant-store.ts'
import type { IncidentStore } from '#core/incidents/incident.ts'
import type { LifecycleStore } from '#core/lifecycle/lifecycle-store.ts'
import type { NotificationStore } from '#core/notifications/notification-store.ts'
import type { LoginThrottleStore } from '#core/oauth/login-throttle-store.ts'
import type { SessionEnder } from '#core/oauth/session-ender.ts'
import type { MemberStore } from '#core/organizations/member-store.ts'
import type { OrganizationStore } from '#core/organizations/organization-store.ts'
import type { PersonLogin } from '#core/persons/person-deps.ts'
import type { PersonSessionStore } from '#core/persons/person-session.ts'
import type { CountryPack } from '#core/ports/country-pack.ts'
import type { PasswordHasher } from '#core/ports/password-hasher.ts'
import type { PublicationStore } from '#core/publications/publication.ts'
import type { MaintenanceStore } from '#core/service-levels/maintenance-window.ts'
import type { ServiceStore } from '#core/service-levels/service-store.ts'
import type { TargetDays } from '#core/service-levels/status-days.ts'
import type { TimeClassOf } from '#core/service-levels/time-class.ts'
import type { EffectAwaiter, SnapshotPublisher } from '#core/snapshot/snapshot-publisher.ts'
import type { Pseudonyms } from '#core/subjects/create-pseudonyms.ts'
import type { SubjectDeps } from '#core/subjects/subject-deps.ts'
import type { ExchangeShareStore } from '#core/usage/share-exchange.ts'
import type { WebhookSecrets } from '#core/webhooks/webhook-secrets.ts'
import type { WebhookStore } from '#core/webhooks/webhook-store.ts'
import type { AccessDeps } from './access-deps.ts'
import type { RunOnceDeps } from './framework/run-once.ts'

/** Everything that operations of the management API work with. */
export interface ManagementDeps extends RunOnceDeps, AccessDeps, SubjectDeps {
  readonly alerts: AlertStore
  /** How people log in to read what concerns them; null where they cannot. */
  readonly personLogin: PersonLogin | null
  readonly personSessions: PersonSessionStore
  readonly errorReports: ErrorReportStore
  /** Without trailing slash. */
  readonly publicUrl: string
  readonly pack: CountryPack
  /** Whether a static bearer may be made for production. */
  readonly allowProductionStaticBearer: boolean
  readonly audit: {
    readonly reader: AuditLogReader
    /** Public half of the checkpoint key. */
    readonly publicKey: string
    /** Public keys of the witnesses this installation relies on. */
    readonly witnesses: readonly string[]
  }
  readonly recordSearch: RecordSearch
  readonly personSearches: PersonSearchStore
  readonly pseudonyms: Pseudonyms
  readonly service: ServiceStore
  readonly maintenance: MaintenanceStore
  readonly incidents: IncidentStore
  /** How each service did on each of the last days. */
  readonly statusDays: () => Promise<readonly TargetDays[]>
  readonly lifecycle: LifecycleStore
  readonly notifications: NotificationStore
  readonly publications: PublicationStore
  readonly shares: ExchangeShareStore
  readonly webhooks: WebhookStore
  readonly webhookSecrets: WebhookSecrets
  /** In the demonstration a receiver may be on this machine, without TLS. */
  readonly plainLoopbackWebhooks: boolean
  readonly timeClassOf: TimeClassOf
  readonly accounts: AccountStore
  readonly organizations: OrganizationStore
  readonly members: MemberStore
  readonly applications: ApplicationStore
  readonly credentials: CredentialStore
  readonly inventory: CredentialInventory
  readonly grants: GrantStore
  readonly events: EventStore
  readonly eventReader: EventReader
  readonly loginThrottles: LoginThrottleStore
  readonly passwords: PasswordHasher
  readonly sessions: SessionEnder
  readonly publisher: SnapshotPublisher
  readonly effects: EffectAwaiter
}
