import type { RecordSink } from '#core/audit/record-sink.ts'
import type { ServerNonces } from '#core/oauth/server-nonces.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { CountryPack } from '#core/ports/country-pack.ts'
import type { Random } from '#core/ports/random.ts'
import type { RateCounter } from '#core/ports/rate-counter.ts'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'
import type { QuotaLeases } from '#core/quotas/quota-leases.ts'
import type { SnapshotSource } from '#core/snapshot/snapshot-view.ts'
import type { GatewayConfiguration } from './gateway-configuration.ts'
import type { GatewayObserver } from './gateway-observer.ts'
import type { RegistrationCheck } from './subjects/registration-check.ts'
import type { SubjectTracing } from './subjects/subject-tracing.ts'
import type { ProviderCertificates } from './upstream/upstream-pools.ts'

/** Everything a gateway is given. It opens nothing but its connections to upstreams. */
export interface GatewayDependencies {
  readonly configuration: GatewayConfiguration
  readonly snapshot: SnapshotSource
  readonly rateCounter: RateCounter
  /** Where DPoP proofs are used up: shared by the gateways of an environment. */
  readonly replayGuard: ReplayGuard
  readonly quotas: QuotaLeases
  readonly records: RecordSink
  /** Keys that write people into records; absent where nobody is traced. */
  readonly subjects?: SubjectTracing
  /** The directory that some APIs ask before a call about a person. */
  readonly registrations?: RegistrationCheck
  readonly pack: CountryPack
  readonly clock: Clock
  readonly random: Random
  readonly observe: GatewayObserver
  /** Given out to, and demanded from, DPoP proofs; absent demands none. */
  readonly proofNonces?: ServerNonces
  /** What providers that ask for a certificate are shown; absent shows nothing. */
  readonly providerCertificates?: ProviderCertificates
  /** Gateways of this environment that share concurrency limits; 1 when alone. */
  readonly liveGateways?: () => number
}
