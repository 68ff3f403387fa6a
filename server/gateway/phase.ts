import type { RefusalStage } from '#core/audit/exchange-record.ts'
import type { Exchange } from './exchange.ts'
import type { GatewayContext } from './gateway-context.ts'
import type { Refusal } from './refusal.ts'

/** One step of a call: null to go on, or the refusal that ends it. Awaits only where it must. */
export type PhaseFunction = (exchange: Exchange, gateway: GatewayContext) => Refusal | null | Promise<Refusal | null>

export interface Phase {
  readonly name: Exclude<RefusalStage, 'none'>
  readonly run: PhaseFunction
  /** The statuses of its refusals; a test holds it to them. */
  readonly mayAnswer: readonly number[]
  readonly needs: string
}
