import type { ProviderDecision } from './access-request.ts'

/**
 * The step the decisions call for, or null while one that matters is pending. A call for changes wins at
 * once, and so does a refusal nothing can turn any more: the operator's, or the last provider's.
 */
export function resolveDecisions(
  decisions: readonly ProviderDecision[],
): 'approve' | 'refuse' | 'request_changes' | null {
  if (decisions.some((decision) => decision.state === 'changes_requested')) return 'request_changes'
  const operators = decisions.filter((decision) => decision.power === 'operator')
  const providers = decisions.filter((decision) => decision.power === 'provider')
  if (operators.some((decision) => decision.state === 'refused')) return 'refuse'
  if (providers.every((decision) => decision.state === 'refused')) return 'refuse'
  if (decisions.some((decision) => decision.state === 'pending')) return null
  return operators.length > 0 ? 'approve' : null
}
