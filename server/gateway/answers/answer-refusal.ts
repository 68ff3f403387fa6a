import type { Answer, Exchange } from '../exchange.ts'
import type { Refusal } from '../refusal.ts'
import { renderParticulierError } from './render-particulier-error.ts'
import { renderProblem } from './render-problem.ts'

/** The answer to a refused call, in the envelope its API declares; problem documents before a route is known. */
export function answerRefusal(refusal: Refusal, exchange: Exchange, portalUrl: string): Answer {
  const descriptor = exchange.operation?.api.descriptor
  const rendered =
    descriptor?.error_envelope === 'api-particulier'
      ? renderParticulierError(refusal, descriptor, exchange.id)
      : renderProblem(refusal, { id: exchange.id, language: languageOf(exchange), portalUrl })
  return {
    status: rendered.status,
    headers: { 'Content-Type': rendered.mediaType, ...refusal.headers },
    body: rendered.body,
    fields: [],
  }
}

function languageOf(exchange: Exchange): 'en' | 'fr' {
  return /^fr\b/i.test(exchange.request.headers['accept-language'] ?? '') ? 'fr' : 'en'
}
