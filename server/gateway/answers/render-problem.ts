import { problemCatalog } from '#core/problems/catalog.ts'
import { type ProblemDocument, problemMediaType } from '#kit/problem.ts'
import type { Refusal } from '../refusal.ts'

export interface RenderedRefusal {
  readonly status: number
  readonly mediaType: string
  readonly body: Buffer
}

/** A refusal as an RFC 9457 problem document. `reason` is the slug with underscores, for programs. */
export function renderProblem(
  refusal: Refusal,
  request: { readonly id: string; readonly language: 'en' | 'fr'; readonly portalUrl: string },
): RenderedRefusal {
  const { title, remedy } = problemCatalog[refusal.problem]
  const document: ProblemDocument = {
    type: `${request.portalUrl}/problems/${refusal.problem}`,
    title: title[request.language],
    status: refusal.status,
    ...(refusal.detail ? { detail: refusal.detail } : {}),
    request_id: request.id,
    reason: refusal.problem.replaceAll('-', '_'),
    explain: remedy[request.language],
    ...(refusal.errors.length > 0 ? { errors: refusal.errors } : {}),
    ...refusal.extensions,
  }
  return { status: refusal.status, mediaType: problemMediaType, body: Buffer.from(JSON.stringify(document)) }
}
