import { NotFound } from '#core/errors.ts'
import { checkSpeaker } from '../check-message.ts'
import type { InternalAnswer, InternalDeps, InternalRequest } from '../internal-request.ts'

/** Removes an issuer's own key from the snapshot, when no token it signed is valid any more. */
export async function retireIssuerKey(deps: InternalDeps, request: InternalRequest): Promise<InternalAnswer> {
  const node = checkSpeaker(request.node, {}, 'issuer')
  const kid = request.params[0] ?? ''
  const revision = await deps.unitOfWork.transaction(async (tx) => {
    const key = await deps.issuerKeyStore.find(tx, kid)
    if (key === null || key.node_id !== node.node_id) throw new NotFound({ problem: 'not-found' })
    await deps.issuerKeyStore.retire(tx, kid)
    return deps.snapshotPublisher.publish(tx, key.environment, [{ kind: 'issuer_key', id: kid, state: null }])
  })
  return { status: 200, body: { revision } }
}
