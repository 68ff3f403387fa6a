import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'

let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
})
after(() => world[Symbol.asyncDispose]())

const dayMs = 86_400_000
const inDays = (days: number) => new Date(world.clock.now() + days * dayMs).toISOString()

async function labels(query: string): Promise<string[]> {
  const { json } = await world.as.ada.get(`/credentials?page_size=200&${query}`)
  return json.items.map((one: { credential: { label: string } }) => one.credential.label)
}

test('the operator finds credentials by age, end and last use, with whose they are, and never a secret', async () => {
  const path = `/applications/${world.applications.valmont}/credentials`
  const make = (label: string, more = {}) =>
    world.as.denis.post(path, { environment: 'sandbox', kind: 'client_secret', label, ...more })
  await make('old')
  world.clock.advance(10 * dayMs)
  const ending = await make('ending', { expires_at: inDays(5) })
  const used = await make('used')
  await world.unitOfWork.transaction((tx) =>
    world.deps.credentials.touch(tx, [{ id: used.json.credential.id, at: inDays(0) }]),
  )
  const { json, text } = await world.as.ada.get('/credentials?page_size=200')
  const first = json.items.find((one: { credential: { label: string } }) => one.credential.label === 'old')
  assert.equal(first.organization_id, world.organizations.valmont)
  assert.ok(!text.includes(ending.json.secret) && !text.includes('secret_hash'))
  assert.deepEqual(await labels(`expires_before=${inDays(6)}`), ['ending'])
  assert.ok((await labels(`created_before=${inDays(-1)}`)).includes('old'))
  assert.ok(!(await labels(`created_before=${inDays(-1)}`)).includes('ending'))
  world.clock.advance(dayMs)
  const unused = await labels(`unused_since=${inDays(-1)}`)
  assert.ok(unused.includes('old') && !unused.includes('used'), unused.join())
  world.clock.advance(6 * dayMs)
  assert.deepEqual(await labels('credential_state=expired'), ['ending'])
  assert.ok(!(await labels('credential_state=live')).includes('ending'))
})

test('the operator revokes any credential at once, and an auditor none', async () => {
  const path = `/applications/${world.applications.valmont}/credentials`
  const made = await world.as.denis.post(path, { environment: 'sandbox', kind: 'client_secret', label: 'leaked' })
  const { id } = made.json.credential
  assert.equal((await world.as.aude.delete(`/credentials/${id}`)).status, 403)
  const revoked = await world.as.ada.delete(`/credentials/${id}`)
  assert.deepEqual([revoked.status, revoked.json.credential.state], [200, 'revoked'])
  assert.equal(typeof revoked.json.effect.revision, 'number')
  assert.deepEqual((await labels('credential_state=revoked')).includes('leaked'), true)
})
