import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentCheckpoint } from './present-checkpoint.ts'

export const operation = defineOperation('getAudit', async ({ actor }, { unitOfWork, audit }) => {
  authorize(actor, 'audit.read')
  const { reader, publicKey, witnesses } = audit
  return unitOfWork.read(async (tx) => {
    const checkpoint = await reader.latestCheckpoint(tx)
    const witnessed = await reader.latestCosigned(tx, witnesses)
    return {
      status: 200,
      body: {
        public_key: publicKey,
        witnesses,
        shards: await reader.shards(tx),
        checkpoint: checkpoint && presentCheckpoint(checkpoint),
        witnessed: witnessed && presentCheckpoint(witnessed),
        unshipped: await reader.unshipped(tx),
      },
    }
  })
})
