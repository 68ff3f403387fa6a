import { checkMessage, checkSpeaker } from '../check-message.ts'
import type { InternalAnswer, InternalDeps, InternalRequest } from '../internal-request.ts'
import { messageSchemas } from '../message-schemas.ts'

/** Keeps what a node serves; its revision is the acknowledgement that a revocation waits for. */
export async function report(deps: InternalDeps, request: InternalRequest): Promise<InternalAnswer> {
  const message = checkMessage(messageSchemas.report, request.body)
  checkSpeaker(request.node, message, 'any')
  const { chain_head, ...rest } = message
  const last = chain_head === undefined ? null : { gateway: message.node_id, ...chain_head }
  await deps.unitOfWork.transaction(async (tx) => {
    await deps.nodeStore.report(tx, rest)
    if (last !== null && message.role === 'gateway') await deps.auditLog?.reportHead(tx, last)
  })
  deps.reportSignal.notify()
  return { status: 204 }
}
