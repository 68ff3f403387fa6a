import type { Random } from '../ports/random.ts'
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts'
import type { HoldingStore, RunningQuota } from './holding-store.ts'
import type { LeaseRequest } from './lease.ts'
import { type NoteThresholdsDeps, noteThresholds } from './note-thresholds.ts'
import type { QuotaPeriods } from './quota-period.ts'
import type { KeptLease, QuotaStore } from './quota-store.ts'

interface GrantLeaseDeps extends NoteThresholdsDeps {
  readonly unitOfWork: UnitOfWork
  readonly quotaStore: QuotaStore
  readonly holdingStore: HoldingStore
  readonly quotaPeriods: QuotaPeriods
  readonly random: Random
}

/** A lease, and whether other gateways are giving back what they hold. */
export type GrantedLease = KeptLease & { readonly recalling: boolean }

class GrantedMeanwhile extends Error {}

/**
 * Grants a lease, committed before it is answered. The same request id is answered the same and takes nothing more,
 * also when both copies arrive at once at two replicas of control. When too little is left the other gateways are asked
 * for their reserves, and while they give back each request gets its part of what is left, so that waiting gateways are
 * served in turns. `gateways`: those that live.
 */
export async function grantLease(deps: GrantLeaseDeps, request: LeaseRequest, gateways: number): Promise<GrantedLease> {
  const { unitOfWork, quotaStore, random } = deps
  const quota = { key: request.key, period: deps.quotaPeriods(request.key.period, deps.clock.now()) }
  const leaseId = random.uuid()
  try {
    return await unitOfWork.transaction(async (tx) => {
      const kept = await quotaStore.findByRequest(tx, request.request_id)
      if (kept !== null) return { ...kept, recalling: false }
      const turns = (await deps.holdingStore.isRecalling(tx, quota)) ? gateways : 1
      const granted = await quotaStore.lease(tx, request, leaseId, quota.period, turns)
      if (granted === null) throw new GrantedMeanwhile()
      return { ...granted, recalling: await settle(tx, deps, quota, request, granted) }
    })
  } catch (error) {
    if (!(error instanceof GrantedMeanwhile)) throw error
    const kept = await unitOfWork.read((tx) => quotaStore.findByRequest(tx, request.request_id))
    if (kept === null) throw error
    return { ...kept, recalling: false }
  }
}

/** Keeps what the gateway holds now, recalls when it got too little, and tells what is used. */
async function settle(
  tx: Transaction,
  deps: GrantLeaseDeps,
  quota: RunningQuota,
  { node_id, limit, asked, reserve = 0, held = 0 }: LeaseRequest,
  { granted, left }: KeptLease,
): Promise<boolean> {
  const { holdingStore } = deps
  const waited = asked - reserve
  await holdingStore.note(tx, quota, node_id, held + Math.max(0, granted - waited))
  const isShort = granted < waited
  const recalling =
    isShort && ((await holdingStore.recall(tx, quota, node_id)) || (await holdingStore.isRecalling(tx, quota)))
  const leased = limit - left
  if (leased * 2 < limit) return recalling
  const isSpent = isShort && left === 0 && !recalling
  await noteThresholds(tx, deps, quota, {
    limit,
    used: isSpent ? limit : leased - (await holdingStore.held(tx, quota)),
  })
  return recalling
}
