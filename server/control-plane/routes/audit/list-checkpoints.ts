import { definePublicOperation } from '../../framework/operation.ts'
import { presentCheckpoint } from './present-checkpoint.ts'

const defaultSize = 50

export const operation = definePublicOperation('listCheckpoints', async ({ query }, { unitOfWork, audit }) => {
  const { after = 0, page_size: size = defaultSize } = query
  const items = await unitOfWork.read((tx) => audit.reader.checkpoints(tx, after, size))
  return { status: 200, body: { public_key: audit.publicKey, items: items.map(presentCheckpoint) } }
})
