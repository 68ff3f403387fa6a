import { isAlive } from '#core/nodes/node.ts'
import { grantLease } from '#core/quotas/grant-lease.ts'
import type { LeaseAnswer } from '#core/quotas/lease.ts'
import { checkMessage, checkSpeaker } from '../check-message.ts'
import type { InternalAnswer, InternalDeps, InternalRequest } from '../internal-request.ts'
import { messageSchemas } from '../message-schemas.ts'

/** Grants units of a day or month quota. */
export async function lease(deps: InternalDeps, request: InternalRequest): Promise<InternalAnswer> {
  const message = checkMessage(messageSchemas.lease, request.body)
  const { environment } = message.key
  const speaker = checkSpeaker(request.node, { node_id: message.node_id, environment }, 'gateway')
  const nodes = await deps.unitOfWork.read((tx) => deps.nodeStore.list(tx, environment))
  const gateways = Math.max(1, nodes.filter((node) => node.role === 'gateway' && isAlive(node)).length)
  const kept = await grantLease(deps, message, gateways)
  checkSpeaker(speaker, { node_id: kept.node_id }, 'gateway')
  if (kept.recalling) deps.hub.lookNow()
  const answer: LeaseAnswer = {
    format_version: 1,
    lease_id: kept.lease_id,
    granted: kept.granted,
    left: kept.left,
    period_id: kept.period_id,
    period_ends_at: kept.period_ends_at,
    period_ends_in_ms: Math.max(0, Date.parse(kept.period_ends_at) - deps.clock.now()),
    live_gateways: gateways,
    ...(kept.recalling ? { recalling: true } : {}),
  }
  return { status: 200, body: answer }
}
