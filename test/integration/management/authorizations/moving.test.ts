import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { approveAccess } from '#support/request-access.ts'

let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
})
after(() => world[Symbol.asyncDispose]())

test('a delegation moves to another application of the directory in the moment that one is accepted', async () => {
  const { authorization_id } = await approveAccess(world)
  const path = `/authorizations/${authorization_id}/delegations`
  const made = await world.as.edgar.post(`/organizations/${world.organizations.editor}/applications`, {
    name: 'Guichet neuf',
    description: '',
  })
  assert.equal(made.status, 201, made.text)
  const { json: directory } = await world.as.olga.get('/editor-applications')
  assert.deepEqual(
    directory.items.map((one: { application_id: string }) => one.application_id).sort(),
    [world.applications.editor, made.json.id].sort(),
  )
  assert.equal(directory.items[0].editor_verification, 'operator')
  assert.equal((await world.as.olga.get('/editor-applications?q=neuf')).json.items.length, 1)

  const old = await world.as.olga.post(path, { application_id: world.applications.editor })
  await world.as.edgar.put(`/delegations/${old.json.id}/acceptance`, undefined)
  const move = await world.as.olga.post(path, { application_id: made.json.id, replaces: old.json.id })
  assert.equal(move.status, 201, move.text)
  const statesOf = async () => {
    const grants = await world.publishedGrants()
    const delegated = grants.filter((one) => one.authorization_id === authorization_id && one.delegation_id !== null)
    return delegated.map((one) => [one.delegation_id, one.state])
  }
  assert.deepEqual(await statesOf(), [[old.json.id, 'active']], 'an offer changes nothing yet')
  assert.equal((await world.as.edgar.put(`/delegations/${move.json.id}/acceptance`, undefined)).status, 200)
  assert.deepEqual(
    (await statesOf()).filter(([, state]) => state === 'active'),
    [[move.json.id, 'active']],
  )
  const { json } = await world.as.olga.get(path)
  assert.deepEqual(
    json.items.map((one: { id: string; state: string }) => [one.id, one.state]),
    [
      [move.json.id, 'active'],
      [old.json.id, 'revoked'],
    ],
  )
})

test('an offer cannot replace a delegation of another authorization, nor one that ended', async () => {
  const first = await approveAccess(world)
  const second = await approveAccess(world)
  const offer = await world.as.olga.post(`/authorizations/${first.authorization_id}/delegations`, {
    application_id: world.applications.editor,
  })
  const other = { application_id: world.applications.editor, replaces: offer.json.id }
  const path = `/authorizations/${second.authorization_id}/delegations`
  assert.equal((await world.as.olga.post(path, other)).status, 404)
  await world.as.olga.delete(`/delegations/${offer.json.id}`)
  assert.equal((await world.as.olga.post(`/authorizations/${first.authorization_id}/delegations`, other)).status, 404)
})
