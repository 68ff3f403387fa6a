import type { RefusalStage } from '#core/audit/exchange-record.ts'
import { hasBody } from './acceptance/check-framing.ts'
import { answerRefusal } from './answers/answer-refusal.ts'
import { sendAnswer } from './answers/send-answer.ts'
import type { Answer, Exchange } from './exchange.ts'
import type { GatewayContext } from './gateway-context.ts'
import { addRateHeaders } from './limits/rate-headers.ts'
import { observeExchange } from './observe-exchange.ts'
import type { Phase } from './phase.ts'
import { recordPhase } from './pipeline.ts'
import { closeRecord } from './record/bracket-exchange.ts'
import { type Refusal, refuse } from './refusal.ts'

/**
 * Takes one call through the phases, records it, answers it. A phase that decides at once is followed by the next
 * one directly; after one that answers a promise, the call goes on when that settles. Never throws.
 */
export function runPipeline(exchange: Exchange, gateway: GatewayContext, phases: readonly Phase[]): void {
  runFrom(0, exchange, gateway, phases)
}

function runFrom(from: number, exchange: Exchange, gateway: GatewayContext, phases: readonly Phase[]): void {
  try {
    for (let index = from; index < phases.length; index += 1) {
      const phase = phases[index] as Phase
      const outcome = decisionOf(phase, exchange, gateway)
      if (outcome === null) continue
      if (outcome instanceof Promise) {
        const goOn = () => runFrom(index + 1, exchange, gateway, phases)
        awaitDecision(outcome, exchange, gateway, (refusal) => {
          if (refusal === null) return goOn()
          end(exchange, gateway, refusal, refusal.stage ?? phase.name)
          recordAndAnswer(exchange, gateway)
        })
        return
      }
      end(exchange, gateway, outcome, outcome.stage ?? phase.name)
      break
    }
    recordAndAnswer(exchange, gateway)
  } catch (error) {
    giveUp(error, exchange, gateway)
  }
}

function recordAndAnswer(exchange: Exchange, gateway: GatewayContext): void {
  const goOn = (failed: Refusal | null) => {
    if (failed) end(exchange, gateway, failed, 'record')
    const sent = answer(exchange, gateway)
    if (!(sent instanceof Promise)) return close(exchange, gateway)
    sent.then(
      () => close(exchange, gateway),
      (error: unknown) => giveUp(error, exchange, gateway),
    )
  }
  const outcome = decisionOf(recordPhase, exchange, gateway)
  if (outcome instanceof Promise) awaitDecision(outcome, exchange, gateway, goOn)
  else goOn(outcome)
}

/** An unforeseen failure of a phase is an answer too: 500, and nothing of it in the answer. */
function decisionOf(
  phase: Phase,
  exchange: Exchange,
  gateway: GatewayContext,
): Refusal | null | Promise<Refusal | null> {
  try {
    return phase.run(exchange, gateway)
  } catch (error) {
    return unforeseen(error, exchange, gateway)
  }
}

function awaitDecision(
  outcome: Promise<Refusal | null>,
  exchange: Exchange,
  gateway: GatewayContext,
  next: (refusal: Refusal | null) => void,
): void {
  const goOn = (refusal: Refusal | null) => {
    try {
      next(refusal)
    } catch (error) {
      giveUp(error, exchange, gateway)
    }
  }
  outcome.then(goOn, (error: unknown) => goOn(unforeseen(error, exchange, gateway)))
}

function unforeseen(error: unknown, exchange: Exchange, gateway: GatewayContext): Refusal {
  gateway.deps.observe.failed(error, exchange.id)
  return refuse('internal-error', 'The gateway failed; quote the request id.')
}

function giveUp(error: unknown, exchange: Exchange, gateway: GatewayContext): void {
  gateway.deps.observe.failed(error, exchange.id)
  exchange.response.destroy()
  close(exchange, gateway)
}

function close(exchange: Exchange, gateway: GatewayContext): void {
  closeRecord(exchange, gateway)
  for (const release of exchange.releases) release()
  observeExchange(exchange, gateway)
}

function end(exchange: Exchange, gateway: GatewayContext, refusal: Refusal, stage: RefusalStage): void {
  const { body } = exchange.answer ?? {}
  if (body && !Buffer.isBuffer(body)) body.destroy()
  exchange.refused = { refusal, stage }
  exchange.answer = answerRefusal(refusal, exchange, gateway.deps.configuration.portalUrl)
}

/** Writes the answer with the headers every call of this gateway gets. */
function answer(exchange: Exchange, gateway: GatewayContext): void | Promise<void> {
  const { response, operation } = exchange
  if (response.destroyed || response.headersSent) return
  const extra = ['X-Request-Id', exchange.id]
  if (exchange.correlationId !== null) extra.push('X-Correlation-Id', exchange.correlationId)
  if (exchange.receipt !== null) extra.push('Octroi-Record', exchange.receipt)
  if (operation !== null) {
    const { api } = operation
    for (const name in api.lifecycleHeaders) extra.push(name, api.lifecycleHeaders[name] as string)
    addRateHeaders(extra, exchange.limits, api.descriptor.error_envelope, exchange.startedAt)
  }
  if (endsConnection(exchange)) extra.push('Connection', 'close')
  return sendAnswer(response, exchange.answer as Answer, extra, gateway.deps.configuration.limits.maxAnswerBytes)
}

/** After a doubtful message, or a body left unread, nothing on the connection can be told from a smuggled request. */
function endsConnection({ request, refused }: Exchange): boolean {
  return refused?.stage === 'accept' || (hasBody(request) && !request.readableEnded)
}
