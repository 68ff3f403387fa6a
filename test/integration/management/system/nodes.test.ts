import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openAccessWorld } from '#support/access-world.ts'

test('the operator sees epoch, revisions and nodes; nobody else does', async () => {
  await using world = await openAccessWorld()
  await world.unitOfWork.transaction((tx) =>
    world.deps.nodes.enrol(tx, { node_id: 'gateway-1', role: 'gateway', environment: 'production' }, 'hash'),
  )
  const { status, json } = await world.as.ada.get('/system')
  assert.equal(status, 200)
  assert.match(json.epoch, /^[0-9a-f-]{36}$/)
  assert.ok(json.revisions.production > 0 && json.revisions.sandbox > 0)
  assert.deepEqual(
    json.nodes.map((node: { node_id: string; alive: boolean }) => [node.node_id, node.alive]),
    [['gateway-1', true]],
  )
  for (const name of ['olga', 'carl', 'odile', 'solo'] as const) {
    assert.equal((await world.as[name].get('/system')).status, 403, name)
  }
  assert.equal((await world.as.nobody.get('/system')).status, 401)
})
