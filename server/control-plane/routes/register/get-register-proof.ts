import { type IncludedAct, proveAct } from '#core/audit/prove-act.ts'
import { loadAuthorization } from '#core/authorizations/load-authorization.ts'
import type { RecordedEvent } from '#core/events/event-reader.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { presentCheckpoint } from '../audit/present-checkpoint.ts'

/** More acts than an authorization has in its life. */
const maxActs = 100

export const operation = definePublicOperation('getRegisterProof', async ({ params }, deps) => {
  const { audit, eventReader } = deps
  const subject = { type: 'authorization', id: params.authorization_id }
  const proven = await deps.unitOfWork.read(async (tx) => {
    await loadAuthorization(tx, deps, params.authorization_id)
    const acts = await eventReader.listOfSubject(tx, subject, { after: null, size: maxActs })
    const found: { readonly act: RecordedEvent; readonly included: IncludedAct | null }[] = []
    for (const act of acts.items) found.push({ act, included: await proveAct(tx, audit.reader, act.id) })
    return found
  })
  const items = proven.map(({ act, included }) => ({
    type: act.type,
    at: act.at,
    subject_id: act.subject_id,
    act_hash: included?.act_hash ?? null,
    leaf_hash: included?.leaf_hash ?? null,
    proof: included?.proof ? { ...included.proof, checkpoint: presentCheckpoint(included.proof.checkpoint) } : null,
  }))
  return { status: 200, body: { items } }
})
