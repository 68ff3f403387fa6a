import type { RefusalStage } from '#core/audit/exchange-record.ts'
import { hasBody } from './acceptance/check-framing.ts'
import { answerRefusal } from './answers/answer-refusal.ts'
import { sendAnswer } from './answers/send-answer.ts'
import type { Answer, Exchange } from './exchange.ts'
import type { GatewayContext } from './gateway-context.ts'
import { rateHeaders } from './limits/rate-headers.ts'
import { observeExchange } from './observe-exchange.ts'
import type { Phase } from './phase.ts'
import { recordPhase } from './pipeline.ts'
import { type Refusal, refuse } from './refusal.ts'

/** Takes one call through the phases, records it, answers it. Never rejects. */
export async function runPipeline(
  exchange: Exchange,
  gateway: GatewayContext,
  phases: readonly Phase[],
): Promise<void> {
  try {
    await runPhases(exchange, gateway, phases)
    const failed = await guarded(recordPhase, exchange, gateway)
    if (failed) end(exchange, gateway, failed, 'record')
    await answer(exchange, gateway)
  } catch (error) {
    gateway.deps.observe.failed(error, exchange.id)
    exchange.response.destroy()
  } finally {
    for (const release of exchange.releases) release()
    observeExchange(exchange, gateway)
  }
}

async function runPhases(exchange: Exchange, gateway: GatewayContext, phases: readonly Phase[]): Promise<void> {
  for (const phase of phases) {
    const outcome = guarded(phase, exchange, gateway)
    const refusal = outcome instanceof Promise ? await outcome : outcome
    if (refusal) return end(exchange, gateway, refusal, refusal.stage ?? phase.name)
  }
}

/** An unforeseen failure of a phase is an answer too: 500, and nothing of it in the answer. */
function guarded(phase: Phase, exchange: Exchange, gateway: GatewayContext): Refusal | null | Promise<Refusal | null> {
  const failed = (error: unknown): Refusal => {
    gateway.deps.observe.failed(error, exchange.id)
    return refuse('internal-error', 'The gateway failed; quote the request id.')
  }
  try {
    const outcome = phase.run(exchange, gateway)
    return outcome instanceof Promise ? outcome.catch(failed) : outcome
  } catch (error) {
    return failed(error)
  }
}

function end(exchange: Exchange, gateway: GatewayContext, refusal: Refusal, stage: RefusalStage): void {
  const { body } = exchange.answer ?? {}
  if (body && !Buffer.isBuffer(body)) body.destroy()
  exchange.refused = { refusal, stage }
  exchange.answer = answerRefusal(refusal, exchange, gateway.deps.configuration.portalUrl)
}

/** Writes the answer with the headers every call of this gateway gets. */
async function answer(exchange: Exchange, gateway: GatewayContext): Promise<void> {
  const { response, operation } = exchange
  if (response.destroyed || response.headersSent) return
  const api = operation?.api
  const extra: Record<string, string> = {
    'X-Request-Id': exchange.id,
    ...(exchange.correlationId === null ? {} : { 'X-Correlation-Id': exchange.correlationId }),
    ...(exchange.receipt === null ? {} : { 'Octroi-Record': exchange.receipt }),
    ...(api
      ? { ...api.lifecycleHeaders, ...rateHeaders(exchange.limits, api.descriptor.error_envelope, exchange.startedAt) }
      : {}),
    ...(endsConnection(exchange) ? { Connection: 'close' } : {}),
  }
  await sendAnswer(response, exchange.answer as Answer, extra, gateway.deps.configuration.limits.maxAnswerBytes)
}

/** After a doubtful message, or a body left unread, nothing on the connection can be told from a smuggled request. */
function endsConnection({ request, refused }: Exchange): boolean {
  return refused?.stage === 'accept' || (hasBody(request) && !request.readableEnded)
}
