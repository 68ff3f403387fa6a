import type { Exchange } from './exchange.ts'
import type { GatewayContext } from './gateway-context.ts'

/** Tells logs and metrics how an exchange ended. */
export function observeExchange(exchange: Exchange, gateway: GatewayContext): void {
  gateway.deps.observe.exchangeAnswered({
    requestId: exchange.id,
    method: exchange.request.method ?? '',
    api: exchange.operation?.api.id ?? null,
    operation: exchange.operation?.operation.operation_id ?? null,
    applicationId: exchange.caller?.application.application_id ?? null,
    status: exchange.answer?.status ?? 500,
    stage: exchange.refused?.stage ?? 'none',
    reason: exchange.refused?.refusal.problem ?? null,
    durationMs: gateway.deps.clock.monotonic() - exchange.startedMonotonic,
    upstreamMs: exchange.upstreamMs,
  })
}
