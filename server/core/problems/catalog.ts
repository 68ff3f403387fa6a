import { accountProblems } from './account-problems.ts'
import { gatewayProblems } from './gateway-problems.ts'
import { requestProblems } from './request-problems.ts'
import { workflowProblems } from './workflow-problems.ts'

/** A kind of error, with the page that explains it. `status` is the usual HTTP status. */
export interface ProblemType {
  readonly status: number
  readonly title: { readonly en: string; readonly fr: string }
  /** Why it happens. */
  readonly cause: { readonly en: string; readonly fr: string }
  /** What to do next. */
  readonly remedy: { readonly en: string; readonly fr: string }
}

/** Every problem type of every surface, by slug. `type` in a problem document is `${PUBLIC_URL}/problems/${slug}`. */
export const problemCatalog = {
  ...requestProblems,
  ...accountProblems,
  ...workflowProblems,
  ...gatewayProblems,
} as const satisfies Readonly<Record<string, ProblemType>>

export type ProblemSlug = keyof typeof problemCatalog
