import type { ServerResponse } from 'node:http'
import { DomainError } from '#core/errors.ts'
import { problemCatalog } from '#core/problems/catalog.ts'
import { type ProblemDocument, problemMediaType } from '#kit/problem.ts'

/** The problem document of an error; what nobody foresaw is an `internal-error` that says nothing. */
function problemOf(error: unknown, publicUrl: string): ProblemDocument {
  const slug = error instanceof DomainError ? error.problem : 'internal-error'
  const type = `${publicUrl}/problems/${slug}`
  const { title, status } = problemCatalog[slug]
  if (!(error instanceof DomainError)) return { type, title: title.en, status }
  const isTooLarge = slug === 'payload-too-large'
  return {
    ...error.extensions,
    type,
    title: title.en,
    status: isTooLarge ? status : error.status,
    ...(error.detail === '' ? {} : { detail: error.detail }),
    ...(error.errors.length === 0 ? {} : { errors: error.errors }),
  }
}

/** Answers with the problem of `error`, unless the answer has begun: then the connection ends. */
export function sendProblem(response: ServerResponse, error: unknown, publicUrl: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const problem = problemOf(error, publicUrl)
  const closing = problem.status === 413 || problem.status === 400 ? { connection: 'close' } : {}
  response.writeHead(problem.status, { 'content-type': problemMediaType, 'cache-control': 'no-store', ...closing })
  response.end(JSON.stringify(problem))
}
