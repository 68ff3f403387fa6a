import { acceptBatch } from '#core/audit/accept-batch.ts'
import { checkMessage, checkSpeaker } from '../check-message.ts'
import type { InternalAnswer, InternalDeps, InternalRequest } from '../internal-request.ts'
import { messageSchemas } from '../message-schemas.ts'

/** Takes in exchange records of one chain. */
export async function ship(deps: InternalDeps, request: InternalRequest): Promise<InternalAnswer> {
  const batch = checkMessage(messageSchemas.ship, request.body)
  checkSpeaker(request.node, { node_id: batch.gateway }, 'gateway')
  return { status: 200, body: await acceptBatch(deps, batch) }
}
