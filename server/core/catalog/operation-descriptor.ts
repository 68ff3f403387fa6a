import type { LocaleMap } from '../locale/locale-map.ts'
import type { Plan } from '../quotas/limit.ts'

/** JSON Schema (draft 2020-12) as found in the OpenAPI 3.1 document, with every `$ref` resolved. */
export type JsonSchema = Readonly<Record<string, unknown>> | boolean

export interface ParameterDescriptor {
  readonly name: string
  readonly in: 'query' | 'path' | 'header'
  readonly required: boolean
  readonly schema: JsonSchema
  /** Written `name[]=a&name[]=b`, as API Particulier does; the name above carries no brackets. */
  readonly brackets: boolean
}

export type Authentication = 'oauth' | 'france_connect' | 'static_bearer'

/** Error bodies and rate headers a consumer of this API expects. */
export type ErrorEnvelope = 'problem' | 'api-particulier'

/**
 * One OpenAPI operation, compiled: everything the gateway needs to decide about a call.
 * Plain data, so that it travels in the snapshot.
 */
export interface OperationDescriptor {
  readonly operation_id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path template from the root of the gateway, for example `/v3/dss/quotient_familial/identite`. */
  readonly path: string
  /**
   * Set on the POST twin of a GET with personal parameters: the GET's operation id. The twin takes
   * the same parameters as members of a JSON body, is validated and forwarded in the same terms, and
   * needs the same scopes.
   */
  readonly twin_of: string | null
  readonly summary: LocaleMap
  readonly authentication: readonly Authentication[]
  /** Any one of these data scopes opens the operation. Never empty: deny by default. */
  readonly scopes: readonly string[]
  readonly parameters: readonly ParameterDescriptor[]
  readonly body: { readonly required: boolean; readonly schema: JsonSchema } | null
  /** Response schema of 200, for contract checks. */
  readonly response: JsonSchema
  /** Name of the parameter that carries the recipient's identifier (SIRET), or null. */
  readonly recipient_parameter: string | null
  /** Parameters that identify a person: never logged, and the reason for a POST twin. */
  readonly personal_parameters: readonly string[]
  readonly projection: ProjectionRule
  readonly cost: number
  /** Seconds for which an answer may be repeated to the same grant; absent where it never is. */
  readonly cache_seconds?: number
  /** True for a POST that only asks: one durable record is enough for it. Absent: by its method. */
  readonly is_safe?: boolean
}

/**
 * Which response fields each data scope opens. A path is dot-separated from the root of the JSON
 * answer; arrays are crossed without a mark (`data.enfants.prenoms`). A path opens its whole subtree;
 * `*` opens the whole answer, which is then relayed unread. What no scope and not `always` opens is dropped.
 */
export interface ProjectionRule {
  readonly always: readonly string[]
  readonly by_scope: Readonly<Record<string, readonly string[]>>
}

export interface DataScope {
  readonly name: string
  readonly label: LocaleMap
  readonly description: LocaleMap
}

export interface LegalBasisReference {
  readonly id: string
  readonly label: LocaleMap
  readonly url: string | null
}

/** A published API version, compiled from its OpenAPI document and its `x-octroi` extension. */
export interface ApiDescriptor {
  /** Identifier without version, for example `quotient-familial`. */
  readonly api: string
  readonly version: string
  readonly title: LocaleMap
  readonly description: LocaleMap
  /** Slug of the provider organization, for example `cnaf`. */
  readonly provider: string
  /** High: four eyes on decisions, and refusal from 30 s of snapshot age. */
  readonly sensitivity: 'normal' | 'high'
  /** Calls need a token bound to a DPoP key or a client certificate. */
  readonly requires_bound_tokens: boolean
  readonly visibility: 'public' | 'authenticated' | 'restricted'
  readonly error_envelope: ErrorEnvelope
  /** Digits API Particulier's codes start with for this provider (`35`), or null. */
  readonly provider_code: string | null
  readonly traceable_by_person: boolean
  /** A call about a person passes only while the recipient has a live file on that person in the directory. */
  readonly requires_subject_registration?: boolean
  readonly default_plan: Plan
  readonly sandbox_plan: Plan
  readonly legal_bases: readonly LegalBasisReference[]
  readonly scopes: readonly DataScope[]
  readonly service_level: { readonly office_hours: number; readonly other_hours: number }
  readonly freshness: LocaleMap | null
  readonly data_quality_notices: readonly LocaleMap[]
  readonly lifecycle: {
    readonly released: string
    readonly deprecated: string | null
    readonly sunset: string | null
    readonly successor: string | null
  }
  /** Milliseconds for the whole upstream exchange. */
  readonly upstream_deadline_ms: number
  /** Milliseconds for the head of the answer, when that is to be judged sooner than the whole. */
  readonly upstream_first_byte_ms?: number
  /** How the gateway asks the provider whether it is well; absent where it does not. */
  readonly upstream_health?: { readonly path: string; readonly interval_seconds: number } | null
  readonly operations: readonly OperationDescriptor[]
  /** Query strings about reserved test persons production answers, for smoke tests. */
  readonly test_persons: readonly { readonly operation_id: string; readonly query: string }[]
}
