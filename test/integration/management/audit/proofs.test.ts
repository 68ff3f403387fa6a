import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { lineHash } from '#core/audit/chain-line.ts'
import { parseCheckpoint } from '#core/audit/checkpoint.ts'
import { verifyStatement } from '#core/audit/checkpoint-key.ts'
import { leafHash } from '#core/audit/tree/merkle-hash.ts'
import { verifyInclusion } from '#core/audit/tree/verify-inclusion.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { testAuditKeys } from '#support/audit-keys.ts'
import { recordExchanges } from '#support/record-exchanges.ts'
import { approveAccess } from '#support/request-access.ts'

interface Path {
  readonly index: number
  readonly path: readonly string[]
  readonly checkpoint: { readonly body: string; readonly signature: string }
}

let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
})
after(() => world[Symbol.asyncDispose]())

/** What anybody can check with the pinned key alone. */
function isProven(leaf: Buffer, { index, path, checkpoint: { body, signature } }: Path): boolean {
  const checkpoint = parseCheckpoint(body)
  assert.ok(checkpoint)
  const root = Buffer.from(checkpoint.root, 'hex')
  return (
    verifyStatement(testAuditKeys().checkpoint.publicKey, 'checkpoint', body, signature) &&
    verifyInclusion({ index, size: checkpoint.size, leaf, path: path.map((hash) => Buffer.from(hash, 'hex')), root })
  )
}

test('the holder of a receipt sees its record and proves it with the pinned key', async () => {
  const receipts = await recordExchanges(world, 4)
  for (const receipt of receipts) {
    const { record, proof } = (await world.as.nobody.get(`/audit/inclusion?receipt=${receipt}`)).json as {
      record: string
      proof: Path
    }
    assert.ok(receipt.endsWith(lineHash(record)))
    assert.ok(isProven(leafHash(record), proof))
    assert.ok(!isProven(leafHash(`${record} `), proof))
  }
})

test('every act about a registered authorization is proven, and the proof shows nobody', async () => {
  const { authorization_id } = await approveAccess(world)
  const before = await world.as.nobody.get(`/register/${authorization_id}/proof`)
  assert.ok((before.json as { items: { proof: null }[] }).items.every((item) => item.proof === null))
  await recordExchanges(world, 1)
  const answer = await world.as.nobody.get(`/register/${authorization_id}/proof`)
  const { items } = answer.json as { items: { type: string; leaf_hash: string; proof: Path }[] }
  assert.ok(items.some(({ type }) => type.startsWith('authorization.')))
  for (const { leaf_hash, proof } of items) assert.ok(isProven(Buffer.from(leaf_hash, 'hex'), proof))
  for (const person of Object.values(world.people)) assert.ok(!answer.text.includes(person))
})
