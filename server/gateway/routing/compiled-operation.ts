import type { ApiDescriptor, OperationDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { SnapshotStates } from '#core/snapshot/snapshot.ts'
import type { Projection } from '../projection/projection.ts'
import type { UpstreamTarget } from '../upstream/upstream-target.ts'
import type { RequestValidator } from '../validation/request-validator.ts'

/** One published API version with what is worked out once. */
export interface CompiledApi {
  /** `api@version` */
  readonly id: string
  readonly descriptor: ApiDescriptor
  readonly state: SnapshotStates['api']
  /** Where the provider is; empty when it has no address. */
  readonly targets: readonly UpstreamTarget[]
  /** Milliseconds since the epoch after which the version answers 410, or null. */
  readonly endsAt: number | null
  /** Deprecation, Sunset and Link (RFC 9745, RFC 8594), empty while neither is announced. */
  readonly lifecycleHeaders: Readonly<Record<string, string>>
}

export interface CompiledOperation {
  readonly api: CompiledApi
  readonly operation: OperationDescriptor
  /** Built at the first call that needs it, then kept. */
  readonly validator: () => RequestValidator
  /** By the effective scopes; the same scopes give the same object. */
  readonly projectionFor: (scopes: readonly string[]) => Projection
  /** Personal parameters of each reserved test person. */
  readonly testPersons: readonly Readonly<Record<string, string | readonly string[]>>[]
}
