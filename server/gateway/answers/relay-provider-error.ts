import { isDictionary } from '#kit/dictionary.ts'
import { problemMediaType } from '#kit/problem.ts'
import type { Answer, Exchange, UpstreamAnswer } from '../exchange.ts'
import { refuse } from '../refusal.ts'
import { answerHeaders } from '../upstream/answer-headers.ts'
import { answerRefusal } from './answer-refusal.ts'

/**
 * A provider's own refusal (404, 422...). In the envelope its API declares it is rebuilt from the members
 * we know; any other shape is replaced by ours, since nobody has said what may be in it.
 */
export function relayProviderError(exchange: Exchange, upstream: UpstreamAnswer, portalUrl: string): Answer {
  const bytes = Buffer.isBuffer(upstream.body) ? upstream.body : Buffer.alloc(0)
  const envelope = exchange.operation?.api.descriptor.error_envelope
  const known =
    envelope === 'api-particulier' ? particulierErrors(parse(bytes), exchange.id) : problem(parse(bytes), exchange.id)
  if (known) {
    const mediaType = envelope === 'api-particulier' ? 'application/json; charset=utf-8' : problemMediaType
    const body = Buffer.from(
      JSON.stringify({ ...known, ...(envelope === 'problem' ? { status: upstream.status } : {}) }),
    )
    return {
      status: upstream.status,
      headers: { 'Content-Type': mediaType, ...answerHeaders(upstream) },
      body,
      fields: [],
    }
  }
  const slug = upstream.status === 404 ? 'identity-not-found' : 'invalid-request'
  const replaced = refuse(slug, 'The provider refused the request.', { status: upstream.status })
  return answerRefusal(replaced, exchange, portalUrl)
}

/** Whether a body is an API Particulier error that can be handed on. */
export function isParticulierError(bytes: Buffer): boolean {
  return particulierErrors(parse(bytes), '') !== null
}

function parse(bytes: Buffer): unknown {
  try {
    return bytes.length <= 64 * 1024 ? JSON.parse(bytes.toString('utf8')) : null
  } catch {
    return null
  }
}

function particulierErrors(value: unknown, requestId: string): Record<string, unknown> | null {
  if (!isDictionary(value) || !Array.isArray(value.errors) || value.errors.length === 0) return null
  const errors: unknown[] = []
  for (const error of value.errors.slice(0, 50)) {
    if (!isDictionary(error) || typeof error.code !== 'string' || !/^\d{5}$/.test(error.code)) return null
    errors.push({
      code: error.code,
      title: sentence(error.title),
      detail: sentence(error.detail),
      source: sourceOf(error.source),
      meta: { ...metaOf(error.meta), request_id: requestId },
    })
  }
  return { errors }
}

function problem(value: unknown, requestId: string): Record<string, unknown> | null {
  if (!isDictionary(value) || typeof value.type !== 'string' || typeof value.title !== 'string') return null
  return {
    type: sentence(value.type),
    title: sentence(value.title),
    detail: sentence(value.detail),
    ...(typeof value.code === 'string' && /^\d{5}$/.test(value.code) ? { code: value.code } : {}),
    ...metaOf(value),
    request_id: requestId,
  }
}

function sourceOf(source: unknown): Record<string, string> | null {
  if (!isDictionary(source)) return null
  if (typeof source.parameter === 'string') return { parameter: source.parameter.slice(0, 100) }
  return typeof source.header === 'string' ? { header: source.header.slice(0, 100) } : null
}

function metaOf(meta: unknown): Record<string, string | number> {
  if (!isDictionary(meta)) return {}
  return {
    ...(typeof meta.provider === 'string' ? { provider: meta.provider.slice(0, 100) } : {}),
    ...(typeof meta.stage === 'string' ? { stage: meta.stage.slice(0, 50) } : {}),
    ...(typeof meta.explain === 'string' ? { explain: sentence(meta.explain) } : {}),
    ...(typeof meta.retry_in === 'number' ? { retry_in: meta.retry_in } : {}),
  }
}

function sentence(text: unknown): string {
  return typeof text === 'string' ? text.slice(0, 1000) : ''
}
