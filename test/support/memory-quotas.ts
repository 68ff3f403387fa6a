import type { QuotaLeases } from '#core/quotas/quota-leases.ts'

/** Day and month quotas counted in the test's own memory: exact, without control. */
export function createMemoryQuotas(): QuotaLeases {
  const used = new Map<string, number>()
  return {
    take(key, limit, cost) {
      const name = JSON.stringify(key)
      const before = used.get(name) ?? 0
      const granted = before + cost <= limit.limit ? cost : 0
      used.set(name, before + granted)
      return {
        granted,
        remaining: limit.limit - before - granted,
        resetMs: 3_600_000,
        leaseId: granted > 0 ? 'lease-1' : null,
      }
    },
    putBack(key, verdict) {
      const name = JSON.stringify(key)
      used.set(name, (used.get(name) ?? 0) - verdict.granted)
    },
  }
}
