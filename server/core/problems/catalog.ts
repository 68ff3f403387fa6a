import { accountProblems } from './account-problems.ts'
import { franceConnectProblems } from './france-connect-problems.ts'
import { gatewayProblems } from './gateway-problems.ts'
import { nodeProblems } from './node-problems.ts'
import type { ProblemType } from './problem-type.ts'
import { requestProblems } from './request-problems.ts'
import { workflowProblems } from './workflow-problems.ts'

/** Every problem type of every surface, by slug. `type` in a problem document is `${PUBLIC_URL}/problems/${slug}`. */
export const problemCatalog = {
  ...requestProblems,
  ...accountProblems,
  ...workflowProblems,
  ...gatewayProblems,
  ...franceConnectProblems,
  ...nodeProblems,
} as const satisfies Readonly<Record<string, ProblemType>>

export type ProblemSlug = keyof typeof problemCatalog
