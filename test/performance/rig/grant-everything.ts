import type { LeaseClient } from '#core/quotas/lease-client.ts'

let leases = 0

/** Control that never refuses: the units of a lease are counted and spent as ever. */
export const grantEverything: LeaseClient = {
  async lease({ asked }) {
    leases += 1
    return {
      format_version: 1,
      lease_id: `lease-${leases}`,
      granted: asked,
      left: 900_000_000,
      period_id: 'day',
      period_ends_at: new Date(Date.now() + 3_600_000).toISOString(),
      period_ends_in_ms: 3_600_000,
      live_gateways: 1,
    }
  },
  async giveBack() {},
}
