import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { LeaseRequest } from './lease.ts'
import type { QuotaPeriods } from './quota-period.ts'
import type { KeptLease, QuotaStore } from './quota-store.ts'

interface GrantLeaseDeps {
  readonly unitOfWork: UnitOfWork
  readonly quotaStore: QuotaStore
  readonly quotaPeriods: QuotaPeriods
  readonly clock: Clock
  readonly random: Random
}

class GrantedMeanwhile extends Error {}

/**
 * Grants a lease, committed before it is answered. The same request id is answered the same and takes nothing more,
 * also when both copies arrive at once at two replicas of control.
 */
export async function grantLease(deps: GrantLeaseDeps, request: LeaseRequest): Promise<KeptLease> {
  const { unitOfWork, quotaStore, random } = deps
  const period = deps.quotaPeriods(request.key.period, deps.clock.now())
  const leaseId = random.uuid()
  try {
    return await unitOfWork.transaction(async (tx) => {
      const kept = await quotaStore.findByRequest(tx, request.request_id)
      if (kept !== null) return kept
      const granted = await quotaStore.lease(tx, request, leaseId, period)
      if (granted === null) throw new GrantedMeanwhile()
      return granted
    })
  } catch (error) {
    if (!(error instanceof GrantedMeanwhile)) throw error
    const kept = await unitOfWork.read((tx) => quotaStore.findByRequest(tx, request.request_id))
    if (kept === null) throw error
    return kept
  }
}
