import type { OperationId } from '#control-plane/framework/operation.ts'
import type { AccessWorld } from './access-world.ts'
import type { HttpAnswer } from './http-exchange.ts'

type Call = (world: AccessWorld) => Promise<HttpAnswer>

/** What every operation of the management API proves: it works, it refuses, and other tenants see nothing. */
export interface OperationCase {
  readonly operation: OperationId
  readonly success: Call
  readonly status: 200 | 201 | 204
  /** Somebody who may not, or a request that breaks a rule. */
  readonly refusal: Call
  readonly refused: readonly [status: number, problem: string]
  /** A stranger asks: answered 404. Or why nobody is a stranger to this operation. */
  readonly crossTenant: Call | string
}
