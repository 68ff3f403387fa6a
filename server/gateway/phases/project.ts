import { relayProviderError } from '../answers/relay-provider-error.ts'
import { recheckAuthority } from '../authority/recheck-authority.ts'
import type { Exchange, UpstreamAnswer } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { project as keepOpened } from '../projection/project.ts'
import type { Projection } from '../projection/projection.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { CompiledOperation } from '../routing/compiled-operation.ts'
import { parseSubjects } from '../subjects/parse-subjects.ts'
import { answerHeaders } from '../upstream/answer-headers.ts'

/** What leaves: only the fields the effective scopes open. An answer that cannot be read does not leave. */
export function project(exchange: Exchange, gateway: GatewayContext): Refusal | null {
  const changed = recheckAuthority(exchange, gateway)
  if (changed) return changed
  const upstream = exchange.upstream as UpstreamAnswer
  if (upstream.status >= 400) {
    exchange.answer = relayProviderError(exchange, upstream, gateway.deps.configuration.portalUrl)
    return null
  }
  const projection = (exchange.operation as CompiledOperation).projectionFor(exchange.effectiveScopes)
  const mediaType = upstream.headers['content-type']
  if (namesNobody(exchange, upstream)) {
    return refuse('upstream-error', 'The provider did not say whom its answer is about.')
  }
  if (projection.isWhole) {
    const contentType = typeof mediaType === 'string' ? mediaType : 'application/octet-stream'
    const headers = { ...answerHeaders(upstream), 'Content-Type': contentType }
    exchange.answer = { status: upstream.status, headers, body: upstream.body, fields: ['*'] }
    return null
  }
  if (upstream.status === 204) {
    exchange.answer = { status: 204, headers: answerHeaders(upstream), body: null, fields: [] }
    return null
  }
  if (typeof mediaType !== 'string' || !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(mediaType)) {
    return refuse('upstream-error', 'The provider did not answer with JSON.')
  }
  return projectJson(exchange, upstream, projection)
}

/** The list of a person is complete because an answer of a traceable API without its person never leaves. */
function namesNobody(exchange: Exchange, { status, headers }: UpstreamAnswer): boolean {
  const { api, operation } = exchange.operation as CompiledOperation
  if (!api.descriptor.traceable_by_person || status >= 300 || operation.personal_parameters.length === 0) return false
  if (headers['octroi-forced'] !== undefined) return false
  const named = headers['octroi-subject']
  return typeof named !== 'string' || parseSubjects(named) === null
}

function projectJson(exchange: Exchange, upstream: UpstreamAnswer, projection: Projection): Refusal | null {
  let value: unknown
  try {
    value = JSON.parse((upstream.body as Buffer).toString('utf8'))
  } catch {
    return refuse('upstream-error', 'The provider answered with broken JSON.')
  }
  if (typeof value !== 'object' || value === null)
    return refuse('upstream-error', 'The answer of the provider is not an object.')
  const headers = answerHeaders(upstream)
  headers['Content-Type'] = 'application/json; charset=utf-8'
  const kept = keepOpened(value, projection.opened)
  exchange.answer = {
    status: upstream.status,
    headers,
    body: Buffer.from(JSON.stringify(kept)),
    fields: projection.nameFields(kept),
  }
  return null
}
