import type { components } from './generated/management.ts'

export type ProblemDocument = components['schemas']['Problem'] & Readonly<Record<string, unknown>>

/** The management API answered with an RFC 9457 problem, or did not answer (status 503). */
export class ApiProblem extends Error {
  readonly status: number
  readonly document: ProblemDocument

  constructor(status: number, document: ProblemDocument) {
    super(`${status} ${document.title}`)
    this.name = 'ApiProblem'
    this.status = status
    this.document = document
  }

  /** Last segment of `type`: the name of the problem's page. */
  get slug(): string {
    return this.document.type.split('/').at(-1) ?? 'internal-error'
  }
}

/** A problem made on this side, when no document came back. */
export function localProblem(status: number, slug: string, title: string, requestId: string): ApiProblem {
  return new ApiProblem(status, { type: `/problems/${slug}`, title, status, request_id: requestId })
}
