import { Conflict } from '#core/errors.ts'
import { checkMessage, checkSpeaker } from '../check-message.ts'
import type { InternalAnswer, InternalDeps, InternalRequest } from '../internal-request.ts'
import { messageSchemas } from '../message-schemas.ts'

/** Takes unspent units back. Sent again, it changes nothing. */
export async function leaseReturn(deps: InternalDeps, request: InternalRequest): Promise<InternalAnswer> {
  const message = checkMessage(messageSchemas.leaseReturn, request.body)
  checkSpeaker(request.node, { node_id: message.node_id }, 'gateway')
  await deps.unitOfWork.transaction(async (tx) => {
    if (await deps.quotaStore.giveBack(tx, message)) return deps.holdingStore.giveBack(tx, message)
    throw new Conflict({ problem: 'lease-exceeded', detail: 'The lease has fewer units outstanding for this node.' })
  })
  return { status: 204 }
}
