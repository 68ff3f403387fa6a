import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AuditLogStore } from '#core/audit/audit-log-store.ts'
import type { CoveredRecords } from '#core/audit/covered-records.ts'
import type { ExchangeStore } from '#core/audit/exchange-store.ts'
import type { CredentialStore } from '#core/credentials/credential-store.ts'
import type { EventStore } from '#core/events/event.ts'
import type { ClaimStore } from '#core/nodes/claim-store.ts'
import type { IssuerKeyStore } from '#core/nodes/issuer-key-store.ts'
import type { NodeIdentity, NodeStore } from '#core/nodes/node-store.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { Random } from '#core/ports/random.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import type { HoldingStore } from '#core/quotas/holding-store.ts'
import type { QuotaAlertStore } from '#core/quotas/quota-alert-store.ts'
import type { QuotaPeriods } from '#core/quotas/quota-period.ts'
import type { QuotaStore } from '#core/quotas/quota-store.ts'
import type { RecordObserver } from '#core/service-levels/observe-records.ts'
import type { ControlKey } from '#core/snapshot/control-key.ts'
import type { SnapshotPublisher } from '#core/snapshot/snapshot-publisher.ts'
import type { SnapshotStore } from '#core/snapshot/snapshot-store.ts'
import type { SubjectKeyGiver } from '#core/subjects/give-subject-keys.ts'
import type { SubjectRegistrationStore } from '#core/subjects/subject-registration-store.ts'
import type { SnapshotHub } from './create-snapshot-hub.ts'
import type { ReportSignal } from './report-signal.ts'

/** What the operations of the internal listener use. */
export interface InternalDeps {
  readonly unitOfWork: UnitOfWork
  readonly snapshotStore: SnapshotStore
  readonly nodeStore: NodeStore
  readonly quotaStore: QuotaStore
  readonly holdingStore: HoldingStore
  readonly quotaAlertStore: QuotaAlertStore
  readonly events: EventStore
  readonly exchangeStore: ExchangeStore
  readonly credentialStore?: Pick<CredentialStore, 'touch'>
  /** Where the heads that gateways report are kept; absent where nobody keeps an audit log. */
  readonly auditLog?: Pick<AuditLogStore, 'reportHead'>
  /** How far a chain is out of reach of whoever owns its gateway's disk. */
  readonly coveredRecords?: CoveredRecords
  readonly observeRecords?: RecordObserver
  /** Keys of pseudonyms; absent where nobody traces people. */
  readonly subjectKeys?: SubjectKeyGiver
  /** The directory of data subjects, for the APIs that ask it before each call. */
  readonly subjectRegistrations?: Pick<SubjectRegistrationStore, 'liveUntil'>
  readonly claimStore: ClaimStore
  readonly issuerKeyStore: IssuerKeyStore
  readonly snapshotPublisher: SnapshotPublisher
  readonly hub: SnapshotHub
  readonly reportSignal: ReportSignal
  readonly quotaPeriods: QuotaPeriods
  readonly controlKey: ControlKey
  readonly enrolmentToken: string
  readonly clock: Clock
  readonly random: Random
}

/** A request that has been let in. `body` is parsed JSON, not checked yet; `node` is null for an enrolment. */
export interface InternalRequest {
  readonly node: NodeIdentity | null
  readonly params: readonly string[]
  readonly query: URLSearchParams
  readonly body: unknown
  readonly raw: { readonly request: IncomingMessage; readonly response: ServerResponse }
}

/** `streaming` means the operation has taken over the response. */
export type InternalAnswer = { readonly status: number; readonly body?: unknown } | 'streaming'

export type InternalHandler = (deps: InternalDeps, request: InternalRequest) => Promise<InternalAnswer> | InternalAnswer
