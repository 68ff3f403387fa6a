import type { AddressList } from '#kit/address-list.ts'
import type { FindPerson } from './authentication/find-person.ts'
import type { TokenVerifier } from './authentication/token-cache.ts'
import type { ProofVerifier } from './authentication/verify-proof.ts'
import type { SequenceDetector } from './detection/sequence-detector.ts'
import type { GatewayDependencies } from './gateway-dependencies.ts'
import type { BurstRules } from './limits/burst-rules.ts'
import type { ConcurrencyGate } from './limits/concurrency.ts'
import type { FailureBudget } from './limits/failure-budget.ts'
import type { QuotaRule } from './limits/quota-rule.ts'
import type { GrantEntry, Rules } from './routing/rules.ts'
import type { TimeText } from './time-text.ts'
import type { ResponseCache } from './upstream/response-cache.ts'
import type { TargetChooser } from './upstream/target-chooser.ts'
import type { UpstreamPools } from './upstream/upstream-pools.ts'

/** What the phases of one gateway share. */
export interface GatewayContext {
  /** Notices applications that walk through identities. */
  readonly sequences: SequenceDetector
  readonly deps: GatewayDependencies
  /** The newest rules, or null before the first snapshot. */
  readonly rules: () => Rules | null
  readonly trustedProxies: AddressList
  readonly verifyToken: TokenVerifier
  /** Who a FranceConnect token is of; null where none is configured. */
  readonly findPerson: FindPerson | null
  readonly verifyProof: ProofVerifier
  readonly concurrency: ConcurrencyGate
  /** By the list of live grants. */
  readonly burstRules: WeakMap<readonly GrantEntry[], BurstRules>
  readonly quotaRules: WeakMap<GrantEntry, readonly QuotaRule[]>
  /** Refused calls per application that get their own record. */
  readonly refusalRecords: FailureBudget
  readonly pools: UpstreamPools
  readonly timeText: TimeText
  readonly targets: TargetChooser
  readonly answers: ResponseCache
}
