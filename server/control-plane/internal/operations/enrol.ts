import { tokenHash } from '#core/nodes/token-hash.ts'
import { mintNodeToken } from '../authenticate-node.ts'
import { checkMessage } from '../check-message.ts'
import type { InternalAnswer, InternalDeps, InternalRequest } from '../internal-request.ts'
import { messageSchemas } from '../message-schemas.ts'

/** Gives a node its token, and control's public key to pin. Enrolling again replaces the token. */
export async function enrol(deps: InternalDeps, request: InternalRequest): Promise<InternalAnswer> {
  const node = checkMessage(messageSchemas.enrol, request.body)
  const nodeToken = mintNodeToken(deps, node.node_id)
  await deps.unitOfWork.transaction((tx) => deps.nodeStore.enrol(tx, node, tokenHash(nodeToken)))
  return { status: 200, body: { node_token: nodeToken, control_public_key: deps.controlKey.publicKey } }
}
