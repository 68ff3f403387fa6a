import { problemMediaType } from '#kit/problem.ts'
import type { Answer, Exchange } from '../exchange.ts'
import type { Refusal } from '../refusal.ts'
import { renderParticulierError } from './render-particulier-error.ts'
import { renderProblem } from './render-problem.ts'

/** The answer to a refused call, in the envelope its API declares; problem documents before a route is known. */
export function answerRefusal(refusal: Refusal, exchange: Exchange, portalUrl: string): Answer {
  const descriptor = exchange.operation?.api.descriptor
  const rendered =
    descriptor?.error_envelope === 'api-particulier' && !asksForProblems(exchange)
      ? renderParticulierError(refusal, descriptor, { id: exchange.id, portalUrl })
      : renderProblem(refusal, { id: exchange.id, language: languageOf(exchange), portalUrl })
  return {
    status: rendered.status,
    headers: { 'Content-Type': rendered.mediaType, ...refusal.headers },
    body: rendered.body,
    fields: [],
  }
}

/** A client that names the media type gets problem documents from every API. */
function asksForProblems(exchange: Exchange): boolean {
  return (exchange.request.headers.accept ?? '').includes(problemMediaType)
}

function languageOf(exchange: Exchange): 'en' | 'fr' {
  return /^fr\b/i.test(exchange.request.headers['accept-language'] ?? '') ? 'fr' : 'en'
}
