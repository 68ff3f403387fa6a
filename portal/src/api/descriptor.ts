import type { components } from './generated/management.ts'
import type { LegalBasis, LocaleMap, Plan } from './schemas.ts'

/** JSON Schema of a parameter, as far as a form needs to know it. */
export interface ParameterSchema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly (string | number)[]
  readonly format?: string
  readonly pattern?: string
  readonly description?: string
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly example?: unknown
  readonly items?: ParameterSchema
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly properties?: Readonly<Record<string, ParameterSchema>>
  readonly required?: readonly string[]
}

export interface Parameter {
  readonly name: string
  readonly in: 'query' | 'path' | 'header'
  readonly required: boolean
  readonly schema: ParameterSchema
  readonly brackets: boolean
}

export interface Operation {
  readonly operation_id: string
  readonly method: string
  readonly path: string
  readonly twin_of: string | null
  readonly summary: LocaleMap
  readonly authentication: readonly string[]
  readonly scopes: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly body: { readonly required: boolean; readonly schema: ParameterSchema } | null
  readonly response: ParameterSchema
  readonly recipient_parameter: string | null
  readonly personal_parameters: readonly string[]
  readonly projection: {
    readonly always: readonly string[]
    readonly by_scope: Readonly<Record<string, readonly string[]>>
  }
}

/** The part of `ApiDetail.descriptor` that pages show; the specification leaves it an open object. */
export interface Descriptor {
  readonly legal_bases: readonly LegalBasis[]
  readonly default_plan: Plan
  readonly sandbox_plan: Plan
  readonly service_level: { readonly office_hours: number; readonly other_hours: number } | null
  readonly freshness: LocaleMap | null
  readonly data_quality_notices: readonly LocaleMap[]
  readonly lifecycle: {
    readonly released: string
    readonly deprecated: string | null
    readonly sunset: string | null
    readonly successor: string | null
  }
  readonly traceable_by_person: boolean
  readonly requires_bound_tokens?: boolean
  readonly operations: readonly Operation[]
  readonly test_persons: readonly { readonly operation_id: string; readonly query: string }[]
}

export type ApiDetail = Omit<components['schemas']['ApiDetail'], 'descriptor'> & { readonly descriptor: Descriptor }
