import type { Answer, Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'

/** An address of the gateway itself, outside the APIs. */
export type Endpoint = (exchange: Exchange, gateway: GatewayContext) => Answer | Promise<Answer>

/** A JSON answer of an endpoint. */
export function jsonAnswer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const body = Buffer.from(JSON.stringify(value))
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body, fields: [] }
}
