import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proveCheckpoints } from '#core/audit/verification/prove-checkpoints.ts'
import { verifyLog } from '#core/audit/verification/verify-log.ts'
import { type AuditWorld, openAuditWorld } from '#support/audit-world.ts'

async function unfinishedOf({ unitOfWork, reader, key }: AuditWorld) {
  const { publicKey } = key
  const signed = await unitOfWork.read((tx) => reader.checkpoints(tx, 0, 500))
  const verdict = await verifyLog({ unitOfWork, reader, publicKey, checkpoints: proveCheckpoints(publicKey, signed) })
  assert.deepEqual(verdict.findings, [])
  return verdict.unfinished
}

test('verification names the exchanges whose end nobody recorded, and not those that ended', async () => {
  await using world = await openAuditWorld('pglite', '2026-03-31T23:59:00Z')
  const chain = world.openChain()
  await world.ship(chain, 1)
  await world.ship(chain, 1, { part: 'opened', status: 100, request_id: 'first' })
  await world.ship(chain, 1, { part: 'opened', status: 100, request_id: 'second' })
  await world.ship(chain, 1, { part: 'closed', opened: `${chain.chain}.2`, complete: true, request_id: 'first' })
  await world.checkpoint()
  assert.deepEqual(await unfinishedOf(world), [
    { gateway: chain.gateway, chain: chain.chain, seq: 3, request_id: 'second' },
  ])
  // The gateway failed and closed it in its next chain, in another month.
  world.clock.advance(60_000)
  const next = world.openChain(chain.gateway, chain)
  await world.ship(next, 1, { part: 'closed', opened: `${chain.chain}.3`, complete: false, request_id: 'second' })
  await world.checkpoint()
  assert.deepEqual(await unfinishedOf(world), [])
})
