import { proveConsistency } from '#core/audit/prove-consistency.ts'
import { definePublicOperation } from '../../framework/operation.ts'

export const operation = definePublicOperation('getConsistencyProof', async ({ query }, { unitOfWork, audit }) => {
  const { shard, from, to } = query
  const path = await unitOfWork.read((tx) => proveConsistency(tx, audit.reader, { shard, from, to }))
  return { status: 200, body: { shard, from, to, path } }
})
