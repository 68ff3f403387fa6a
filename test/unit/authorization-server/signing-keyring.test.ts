import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createSigningKeyring } from '#authorization-server/signing/create-signing-keyring.ts'
import { deriveSigningKey } from '#authorization-server/signing/derive-signing-key.ts'
import { createFakeClock } from '#support/fake-clock.ts'

const day = 86_400_000

/** A control that can be away, and gateways that acknowledge what it says. */
async function createWorld() {
  const dir = await mkdtemp(join(tmpdir(), 'octroi-keys-'))
  const clock = createFakeClock()
  const control = { isAway: false, acknowledged: 0, revision: 0, published: new Set<string>() }
  const answer = <T>(value: () => T): Promise<T> =>
    control.isAway ? Promise.reject(new Error('control is away')) : Promise.resolve(value())
  const open = () =>
    createSigningKeyring({
      environment: 'production',
      dir,
      clock,
      publish: (kid) =>
        answer(() => {
          control.published.add(kid)
          control.revision += 1
          return control.revision
        }),
      withdraw: (kid) => answer(() => void control.published.delete(kid)),
      isPublished: (kid) => control.published.has(kid),
      isAcknowledged: (revision) => answer(() => control.acknowledged >= revision),
    })
  return {
    dir,
    clock,
    control,
    open,
    file: join(dir, 'signing-keys-production.json'),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  }
}

test('a key signs only when every gateway knows its public half', async () => {
  await using world = await createWorld()
  const ring = await world.open()
  await ring.advance()
  await ring.advance()
  assert.equal(ring.current(), null)
  assert.equal(world.control.published.size, 1)
  world.control.acknowledged = 1
  await ring.advance()
  assert.ok(world.control.published.has(ring.current()?.kid ?? ''))
})

test('a rotation goes over to the new key, and the old public half stays as long as its tokens live', async () => {
  await using world = await createWorld()
  world.control.acknowledged = 1
  const ring = await world.open()
  await ring.advance()
  const first = ring.current()?.kid
  await ring.rotate()
  await ring.advance()
  assert.equal(ring.current()?.kid, first, 'the new one is not known everywhere')
  world.control.acknowledged = 2
  await ring.advance()
  assert.notEqual(ring.current()?.kid, first)
  assert.equal(world.control.published.size, 2)
  const kept = JSON.parse(await readFile(world.file, 'utf8')).keys
  assert.equal(kept.find((key: { kid: string }) => key.kid === first).privateJwk, null)
  world.clock.advance(900_000)
  await ring.advance()
  assert.deepEqual([...world.control.published], [ring.current()?.kid])
})

test('a key is replaced when it is thirty days old', async () => {
  await using world = await createWorld()
  world.control.acknowledged = 9
  const ring = await world.open()
  await ring.advance()
  const first = ring.current()?.kid
  world.clock.advance(29 * day)
  await ring.advance()
  assert.equal(ring.current()?.kid, first)
  world.clock.advance(day)
  await ring.advance()
  assert.notEqual(ring.current()?.kid, first)
})

test('with control away a restarted node signs with the key it had, and a rotation waits', async () => {
  await using world = await createWorld()
  world.control.acknowledged = 9
  const before = await world.open()
  await before.advance()
  world.control.isAway = true
  const ring = await world.open()
  assert.equal(ring.current()?.kid, before.current()?.kid)
  await ring.advance()
  await ring.rotate()
  await assert.rejects(ring.advance(), /away/)
  assert.equal(ring.current()?.kid, before.current()?.kid)
  world.control.isAway = false
  await ring.advance()
  assert.notEqual(ring.current()?.kid, before.current()?.kid)
})

test('the ring is readable by its owner alone, and a damaged one is not guessed over', async () => {
  await using world = await createWorld()
  const ring = await world.open()
  await ring.advance()
  assert.equal((await stat(world.file)).mode & 0o777, 0o600)
  await writeFile(world.file, '{"format_version":1,"ke')
  await assert.rejects(world.open())
})

test('steps at once never make two keys', async () => {
  await using world = await createWorld()
  const ring = await world.open()
  await Promise.all([ring.advance(), ring.advance(), ring.rotate(), ring.advance()])
  assert.equal(world.control.published.size, 1)
})

test('a derived key is the same for the same secret and purpose, and another otherwise', () => {
  const secret = Buffer.alloc(32, 1)
  const key = deriveSigningKey(secret, 'a')
  assert.deepEqual(deriveSigningKey(secret, 'a'), key)
  assert.notEqual(deriveSigningKey(secret, 'b').kid, key.kid)
  assert.notEqual(deriveSigningKey(Buffer.alloc(32, 2), 'a').kid, key.kid)
})

test('a public half that a restored control has lost is published again', async () => {
  await using world = await createWorld()
  world.control.acknowledged = 9
  const ring = await world.open()
  await ring.advance()
  world.control.published.clear()
  world.clock.advance(10_000)
  await ring.advance()
  assert.deepEqual([...world.control.published], [ring.current()?.kid])
})
