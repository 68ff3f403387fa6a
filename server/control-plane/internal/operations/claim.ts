import { checkMessage, checkSpeaker } from '../check-message.ts'
import type { InternalAnswer, InternalDeps, InternalRequest } from '../internal-request.ts'
import { messageSchemas } from '../message-schemas.ts'

/** Claims a one-time id for the environment of the node: the same `jti` at both issuers is two ids. */
export async function claim(deps: InternalDeps, request: InternalRequest): Promise<InternalAnswer> {
  const { id, ttl_ms } = checkMessage(messageSchemas.claim, request.body)
  const node = checkSpeaker(request.node, {}, 'any')
  const scoped = `${node.environment} ${id}`
  const first = await deps.unitOfWork.transaction((tx) => deps.claimStore.claim(tx, scoped, ttl_ms))
  return { status: 200, body: { first } }
}
