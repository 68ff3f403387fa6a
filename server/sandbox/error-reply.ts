import type { Reply, Route } from './reply.ts'

/** What an error says, in either envelope. */
export interface ErrorContent {
  readonly status: number
  /** Five digits of the API Particulier interface. */
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly source: { readonly parameter: string } | { readonly header: string } | null
  readonly provider: string
  readonly stage: string | null
  /** What to change, in the sandbox alone. */
  readonly explain: string | null
  readonly retryInSeconds?: number
}

/** An error in the envelope the API declares. */
export function errorReply({ envelope }: Pick<Route, 'envelope'>, content: ErrorContent): Reply {
  const { status, code, title, detail, source, provider, stage, explain, retryInSeconds } = content
  const headers: Record<string, string> = retryInSeconds === undefined ? {} : { 'Retry-After': String(retryInSeconds) }
  const meta = {
    provider,
    ...(stage === null ? {} : { stage }),
    ...(explain === null ? {} : { explain }),
    ...(retryInSeconds === undefined ? {} : { retry_in: retryInSeconds }),
  }
  if (envelope === 'api-particulier')
    return { status, body: { errors: [{ code, title, detail, source, meta }] }, headers }
  const body = { type: 'about:blank', title, status, detail, code, ...meta }
  return { status, body, headers: { ...headers, 'Content-Type': 'application/problem+json' } }
}
