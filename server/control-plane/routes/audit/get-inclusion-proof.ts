import { proveInclusion } from '#core/audit/prove-inclusion.ts'
import { parseReceipt } from '#core/audit/receipt.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { presentCheckpoint } from './present-checkpoint.ts'

export const operation = definePublicOperation('getInclusionProof', async ({ query }, { unitOfWork, audit }) => {
  const receipt = parseReceipt(query.receipt)
  const { proof, ...included } = await unitOfWork.read((tx) => proveInclusion(tx, audit.reader, receipt))
  const presented = proof && { ...proof, checkpoint: presentCheckpoint(proof.checkpoint) }
  return { status: 200, body: { ...included, proof: presented } }
})
