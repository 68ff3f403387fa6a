import { proveAct } from '#core/audit/prove-act.ts'
import { NotFound } from '#core/errors.ts'
import { publicationSubject } from '#core/publications/publish-month.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { presentCheckpoint } from '../audit/present-checkpoint.ts'

export const operation = definePublicOperation('getPublicationProof', async ({ params }, deps) => {
  const subject = { type: 'publication', id: publicationSubject(params.kind, params.month) }
  const { act, included } = await deps.unitOfWork.read(async (tx) => {
    const [first] = (await deps.eventReader.listOfSubject(tx, subject, { after: null, size: 1 })).items
    if (first === undefined) throw new NotFound({ problem: 'not-found' })
    return { act: first, included: await proveAct(tx, deps.audit.reader, first.id) }
  })
  const proof = included?.proof
  return {
    status: 200,
    body: {
      type: act.type,
      at: act.at,
      subject_id: act.subject_id,
      json_sha256: String(act.data.json_sha256),
      csv_sha256: String(act.data.csv_sha256),
      act_hash: included?.act_hash ?? null,
      leaf_hash: included?.leaf_hash ?? null,
      proof: proof ? { ...proof, checkpoint: presentCheckpoint(proof.checkpoint) } : null,
    },
  }
})
