import type { RefusalStage } from '#core/audit/exchange-record.ts'
import type { FieldError } from '#core/errors.ts'
import { type ProblemSlug, problemCatalog } from '#core/problems/catalog.ts'

/** A phase's decision not to go on. A value, not an exception: refusing is ordinary work here. */
export interface Refusal {
  readonly problem: ProblemSlug
  readonly status: number
  readonly detail: string
  readonly errors: readonly FieldError[]
  /** Machine-readable members of the problem document. */
  readonly extensions: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
  /** Five-digit code of the API Particulier envelope, where the problem alone does not decide it. */
  readonly code: string | null
  /** Set when another phase's decision is repeated later (the recheck before forwarding). */
  readonly stage: RefusalStage | null
}

export type RefusalDetails = Partial<Omit<Refusal, 'problem' | 'detail'>>

/** A refusal with the status of its problem page unless another is given. */
export function refuse(problem: ProblemSlug, detail: string, details: RefusalDetails = {}): Refusal {
  return {
    problem,
    detail,
    status: details.status ?? problemCatalog[problem].status,
    errors: details.errors ?? [],
    extensions: details.extensions ?? {},
    headers: details.headers ?? {},
    code: details.code ?? null,
    stage: details.stage ?? null,
  }
}
