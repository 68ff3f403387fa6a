import { DomainError } from '#core/errors.ts'
import { type ProblemSlug, problemCatalog } from '#core/problems/catalog.ts'
import type { ProblemDocument } from '#kit/problem.ts'

/** A problem document with the headers that belong to it. */
export interface RenderedProblem {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly document: ProblemDocument
}

interface ProblemContext {
  readonly publicUrl: string
  readonly requestId: string
  readonly instance: string
  readonly language: 'en' | 'fr'
  /** Whether the request carried a token that proved nothing. */
  readonly sentToken: boolean
}

/** The reader's language among ours, by the first one named (RFC 9110 section 12.5.4). */
export function languageOf(header: string | undefined): 'en' | 'fr' {
  return /^\s*fr\b/i.test(header ?? '') ? 'fr' : 'en'
}

function challenge(context: ProblemContext): string {
  const metadata = `${context.publicUrl}/.well-known/oauth-protected-resource/management/v1`
  const error = context.sentToken ? ', error="invalid_token"' : ''
  return `Bearer realm="octroi", resource_metadata="${metadata}"${error}`
}

function headersOf(error: DomainError, context: ProblemContext): Record<string, string> {
  const headers: Record<string, string> = {}
  if (error.status === 401) headers['WWW-Authenticate'] = challenge(context)
  const { retry_after: retryAfter, allow } = error.extensions
  if (typeof retryAfter === 'number') headers['Retry-After'] = String(Math.max(1, Math.ceil(retryAfter)))
  else if (error.status === 503) headers['Retry-After'] = '1'
  if (typeof allow === 'string') headers.Allow = allow
  return headers
}

/** The one mapping of errors to HTTP. Whatever is not a domain error is our failure and says nothing of itself. */
export function renderProblem(error: unknown, context: ProblemContext): RenderedProblem {
  const known = error instanceof DomainError ? error : null
  const slug: ProblemSlug = known?.problem ?? 'internal-error'
  const status = known?.status ?? 500
  const kind = problemCatalog[slug]
  return {
    status,
    headers: known === null ? {} : headersOf(known, context),
    document: {
      ...known?.extensions,
      type: `${context.publicUrl}/problems/${slug}`,
      title: kind.title[context.language],
      status,
      detail: known?.detail || kind.cause[context.language],
      instance: context.instance,
      request_id: context.requestId,
      ...(known !== null && known.errors.length > 0 ? { errors: known.errors } : {}),
    },
  }
}
