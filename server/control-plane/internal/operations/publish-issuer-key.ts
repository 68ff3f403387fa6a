import { Conflict } from '#core/errors.ts'
import type { IssuerKey } from '#core/nodes/issuer-key-store.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { canonicalJson } from '#kit/canonical-json.ts'
import { checkMessage, checkSpeaker } from '../check-message.ts'
import type { InternalAnswer, InternalDeps, InternalRequest } from '../internal-request.ts'
import { messageSchemas } from '../message-schemas.ts'

type NewKey = Omit<IssuerKey, 'retired_at'>

/** The revision under which a key sent before was published. */
async function publishedRevision(deps: InternalDeps, tx: Transaction, key: NewKey): Promise<number> {
  const kept = await deps.issuerKeyStore.find(tx, key.kid)
  const isSame =
    kept !== null &&
    kept.retired_at === null &&
    kept.node_id === key.node_id &&
    kept.environment === key.environment &&
    canonicalJson(kept.jwk) === canonicalJson(key.jwk)
  if (!isSame) throw new Conflict({ problem: 'key-conflict', detail: 'This kid is taken.' })
  const [entry] = await deps.snapshotStore.find(tx, key.environment, [{ kind: 'issuer_key', id: key.kid }])
  return entry?.revision ?? 0
}

/** Publishes the public half of an issuer's signing key in the snapshot. Sent again, it answers the same revision. */
export async function publishIssuerKey(deps: InternalDeps, request: InternalRequest): Promise<InternalAnswer> {
  const { environment, kid, node_id, jwk } = checkMessage(messageSchemas.issuerKey, request.body)
  checkSpeaker(request.node, { environment, node_id }, 'issuer')
  const { kty, crv, x, y, alg, use } = jwk
  const key: NewKey = { environment, kid, node_id, jwk: { kty, crv, x, y, kid, alg, use } }
  const revision = await deps.unitOfWork.transaction(async (tx) => {
    if (!(await deps.issuerKeyStore.add(tx, key))) return publishedRevision(deps, tx, key)
    const state = { jwk: key.jwk, node_id, retired_at: null }
    return deps.snapshotPublisher.publish(tx, environment, [{ kind: 'issuer_key', id: kid, state }])
  })
  return { status: 200, body: { revision } }
}
