import type { UseCasePolicy } from './use-case-policy.ts'

/**
 * The policy of each use case on `date` (ISO 8601): the highest version whose dates include it.
 * Ordered by identifier.
 */
export function policiesInForce(policies: readonly UseCasePolicy[], date: string): readonly UseCasePolicy[] {
  const newest = new Map<string, UseCasePolicy>()
  for (const policy of policies) {
    if (policy.valid_from > date || (policy.valid_to !== null && policy.valid_to < date)) continue
    const known = newest.get(policy.id)
    if (known === undefined || known.version < policy.version) newest.set(policy.id, policy)
  }
  return [...newest.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}
