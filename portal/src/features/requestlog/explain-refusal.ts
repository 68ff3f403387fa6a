import type { Operation } from '../../api/descriptor.ts'
import type { ExchangeDetail } from '../../api/exchanges.ts'
import type { Grant } from '../../api/schemas.ts'

/** What one may do next: names of links that the page knows. */
export type NextStep = 'ask' | 'grants' | 'widen' | 'quotas' | 'credentials'

export interface Explanation {
  /** Grants on this API in this environment; the one the record names comes first, and is `isJudged`. */
  readonly grants: readonly { readonly grant: Grant; readonly isJudged: boolean; readonly missing: readonly string[] }[]
  /** Scopes of which one opens the operation. */
  readonly opens: readonly string[]
  readonly next: readonly NextStep[]
}

const ofGrants = [
  'scope-not-granted',
  'grant-expired',
  'grant-suspended',
  'recipient-not-granted',
  'legal-context-not-allowed',
]

/** Which grant a refusal is about, what it lacks for this operation, and where to go. */
export function explainRefusal(
  exchange: ExchangeDetail,
  operation: Operation | undefined,
  grants: readonly Grant[],
): Explanation {
  const opens = operation?.scopes ?? []
  const here = grants
    .filter((grant) => grant.environment === exchange.environment && grant.api === exchange.api)
    .map((grant) => ({
      grant,
      isJudged: grant.id === exchange.grant_id,
      missing: opens.some((scope) => grant.scopes.includes(scope)) ? [] : opens,
    }))
    .sort((a, b) => Number(b.isJudged) - Number(a.isJudged))
  return { grants: here, opens, next: nextSteps(exchange) }
}

function nextSteps({ reason, refusal_stage: stage, environment }: ExchangeDetail): NextStep[] {
  if (stage === 'quota' || stage === 'burst') return ['quotas']
  if (stage === 'authenticate') return ['credentials']
  if (reason === 'scope-not-granted' && environment === 'sandbox') return ['widen']
  if (reason !== null && ofGrants.includes(reason)) return environment === 'sandbox' ? ['grants'] : ['ask', 'grants']
  return stage === 'authorize' || stage === 'bind' ? ['grants'] : []
}
