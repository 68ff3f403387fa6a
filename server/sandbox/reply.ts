import type { ErrorEnvelope } from '#core/catalog/operation-descriptor.ts'
import type { Inputs } from './control/inputs.ts'
import type { Fault } from './steering/scenario.ts'

/** An answer of this process, before it leaves. */
export interface Reply {
  readonly status: number
  readonly body: object
  readonly headers: Readonly<Record<string, string>>
  /** How it leaves: late, or spoiled. */
  readonly delivery?: {
    readonly delayMs: number
    readonly fault: Fault | null
    /** Called once it has left, or its caller has. */
    readonly left?: () => void
  }
}

/** One operation of the catalogue that a projection answers. */
export interface Route {
  readonly method: string
  readonly operationId: string
  readonly projectionId: string
  /** The person is whoever logged in, and not a parameter. */
  readonly takesPerson: boolean
  readonly providerCode: string
  readonly envelope: ErrorEnvelope
}

/** A demand as it came in, its parameters read. */
export interface ProviderCall {
  readonly route: Route
  readonly inputs: Inputs
  /** A header's value, '' when it is absent. */
  header(name: string): string
}
