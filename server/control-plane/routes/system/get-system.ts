import { isAlive } from '#core/nodes/node.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('getSystem', async ({ actor }, deps) => {
  authorize(actor, 'system.read')
  const { identity, heads, nodes } = await deps.unitOfWork.read(async (tx) => ({
    identity: await deps.snapshotStore.identity(tx),
    heads: await deps.snapshotStore.heads(tx),
    nodes: await deps.nodes.list(tx, null),
  }))
  return {
    status: 200,
    body: {
      epoch: identity?.epoch ?? '',
      revisions: Object.fromEntries(heads.map((head) => [head.environment, head.revision])),
      nodes: nodes.map((node) => ({
        node_id: node.node_id,
        role: node.role,
        environment: node.environment,
        revision: node.revision,
        last_seen_at: node.last_seen_at,
        alive: isAlive(node),
      })),
    },
  }
})
