import { isAlive } from '#core/nodes/node.ts'
import { checkMessage, checkSpeaker } from '../check-message.ts'
import type { InternalAnswer, InternalDeps, InternalRequest } from '../internal-request.ts'
import { messageSchemas } from '../message-schemas.ts'

/** Whether every gateway that lives has reported the revision: an issuer may then sign with a new key. */
export async function acknowledged(deps: InternalDeps, request: InternalRequest): Promise<InternalAnswer> {
  const { environment, revision } = checkMessage(messageSchemas.acknowledged, Object.fromEntries(request.query))
  checkSpeaker(request.node, { environment }, 'any')
  const isAcknowledged = await deps.unitOfWork.read(async (tx) => {
    const identity = await deps.snapshotStore.identity(tx)
    const nodes = await deps.nodeStore.list(tx, environment)
    return nodes
      .filter((node) => node.role === 'gateway' && isAlive(node))
      .every((node) => node.epoch === identity?.epoch && node.revision >= revision)
  })
  return { status: 200, body: { acknowledged: isAcknowledged } }
}
