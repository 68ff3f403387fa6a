import assert from 'node:assert/strict'
import test from 'node:test'
import { createLoginMemory, createMemoryAdapter } from '#authorization-server/france-connect/memory-adapter.ts'
import { createFakeClock } from '#support/fake-clock.ts'

function world(capacity?: number) {
  const clock = createFakeClock()
  const memory = createLoginMemory(capacity)
  const of = (model: string) => createMemoryAdapter(model, memory, clock, () => undefined)
  return { clock, codes: of('AuthorizationCode'), tokens: of('AccessToken'), sessions: of('Session') }
}

test('a code is used once, however many ask at the same time, and the others end what the first was given', async () => {
  const { codes, tokens } = world()
  await codes.upsert('code', { grantId: 'grant' }, 60)
  const uses = await Promise.allSettled([codes.consume('code'), codes.consume('code'), codes.consume('code')])
  assert.deepEqual(
    uses.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected'],
  )
  await tokens.upsert('token', { grantId: 'other' }, 60)
  assert.equal(await codes.find('code'), undefined, 'the grant is over')
  assert.ok(await tokens.find('token'), 'another grant is not')
})

test('nothing outlives its time, and nothing of one kind is found as another', async () => {
  const { clock, codes, tokens } = world()
  await tokens.upsert('same', { grantId: 'grant' }, 60)
  assert.equal(await codes.find('same'), undefined)
  clock.advance(59_000)
  assert.ok(await tokens.find('same'))
  clock.advance(2_000)
  assert.equal(await tokens.find('same'), undefined)
})

test('a session is found by its uid, and what is forgotten first is what was least used', async () => {
  const { sessions } = world(2)
  await sessions.upsert('a', { uid: 'uid-a' }, 60)
  await sessions.upsert('b', { uid: 'uid-b' }, 60)
  assert.ok(await sessions.findByUid('uid-a'))
  await sessions.upsert('c', { uid: 'uid-c' }, 60)
  assert.equal(await sessions.find('b'), undefined)
  assert.ok(await sessions.find('a'))
})
