import type { UsageBreakdown } from '../../api/exchanges.ts'

export interface ScopeSum {
  readonly api: string
  readonly scope: string
  readonly calls: number
  /** Days on which it was used. */
  readonly days: number
}

/** Counts of each day as one line for each API and data scope, most used first. */
export function sumScopes(counts: UsageBreakdown['scopes']): ScopeSum[] {
  const sums = new Map<string, ScopeSum>()
  for (const { api, scope, calls } of counts) {
    const key = `${api} ${scope}`
    const before = sums.get(key) ?? { api, scope, calls: 0, days: 0 }
    sums.set(key, { ...before, calls: before.calls + calls, days: before.days + 1 })
  }
  return [...sums.values()].sort((a, b) => b.calls - a.calls || a.scope.localeCompare(b.scope))
}
