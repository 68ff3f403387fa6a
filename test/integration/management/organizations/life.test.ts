import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { publishedEntries } from '#support/published-entries.ts'
import { siretOf } from '#support/siret.ts'

describe('the life of an organization', () => {
  let world: AccessWorld
  before(async () => {
    world = await openAccessWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  it('begins unverified with its creator as owner and developer, and is published', async () => {
    const identifiers = [{ scheme: 'fr:siret', value: siretOf(10).replace(/(.{3})/g, '$1 ') }]
    const { json, status } = await world.as.solo.post('/organizations', {
      kind: 'consumer',
      name: ' Régie ',
      identifiers,
    })
    assert.equal(status, 201)
    assert.deepEqual([json.name, json.verification, json.identifiers[0].value], ['Régie', 'unverified', siretOf(10)])
    const { json: me } = await world.as.solo.get('/me')
    assert.deepEqual(me.memberships[0].member.roles, ['owner', 'developer'])
    for (const environment of ['sandbox', 'production'] as const) {
      const entry = (await publishedEntries(world, environment, 'organization')).get(json.id)
      assert.deepEqual(entry?.identifiers, [{ scheme: 'fr:siret', value: siretOf(10) }])
    }
  })

  it('refuses an identifier of another country or with a wrong check digit', async () => {
    const wrong = siretOf(11).replace(/.$/, (digit) => String((Number(digit) + 1) % 10))
    for (const identifier of [
      { scheme: 'fr:siret', value: wrong },
      { scheme: 'zz:unknown', value: '1' },
    ]) {
      const body = { kind: 'consumer', name: 'Wrong', identifiers: [identifier] }
      const answer = await world.as.solo.post('/organizations', body)
      assert.equal(answer.status, 400)
      assert.match(answer.json.errors[0].field, /^\/identifiers\/0\/(value|scheme)$/)
    }
  })

  it('lists to people their own organizations and to the operator all of them', async () => {
    const ids = async (who: 'rita' | 'ada' | 'solo') =>
      (await world.as[who].get('/organizations?page_size=200')).json.items.map((one: { id: string }) => one.id)
    assert.deepEqual(await ids('rita'), [world.organizations.rival])
    assert.ok((await ids('ada')).includes(world.organizations.rival))
    assert.ok((await ids('ada')).length > 6)
    const { json } = await world.as.ada.get('/organizations?q=%25')
    assert.deepEqual(json.items, [])
  })

  it('admits nobody without the other side’s consent', async () => {
    const path = `/organizations/${world.organizations.valmont}`
    const { json: invited } = await world.as.olga.post(`${path}/members`, {
      email: 'nino@example.test',
      roles: ['owner'],
    })
    assert.equal(invited.state, 'invited')
    assert.equal((await world.as.nino.get(path)).status, 404)
    assert.equal((await world.as.nino.put(`${path}/members/${invited.id}/acceptance`, undefined)).json.state, 'active')
    assert.equal((await world.as.nino.get(path)).status, 200)
    const again = await world.as.olga.post(`${path}/members`, { email: 'nino@example.test', roles: ['owner'] })
    assert.equal(again.json.type, 'http://portal.test/problems/already-member')
  })

  it('lets an owner accept a request to join, and not the one who asks', async () => {
    const identifier = { scheme: 'fr:siret', value: siretOf(12) }
    const made = await world.as.rita.post('/organizations', {
      kind: 'editor',
      name: 'Studio',
      identifiers: [identifier],
    })
    const { json: asked } = await world.as.edgar.post('/me/memberships', { identifier, roles: ['developer'] })
    const path = `/organizations/${made.json.id}/members/${asked.id}/acceptance`
    assert.equal((await world.as.edgar.put(path, undefined)).status, 403)
    assert.equal((await world.as.edgar.get(`/organizations/${made.json.id}`)).status, 404)
    assert.equal((await world.as.rita.put(path, undefined)).json.state, 'active')
    assert.equal((await world.as.edgar.get(`/organizations/${made.json.id}`)).status, 200)
  })

  it('keeps one owner, even when two leave at once', async () => {
    const identifier = { scheme: 'fr:siret', value: siretOf(13) }
    const made = await world.as.rita.post('/organizations', { kind: 'editor', name: 'Duo', identifiers: [identifier] })
    const path = `/organizations/${made.json.id}/members`
    const { json: second } = await world.as.rita.post(path, { email: 'edgar@example.test', roles: ['owner'] })
    await world.as.edgar.put(`${path}/${second.id}/acceptance`, undefined)
    const first = (await world.as.rita.get(path)).json.items[0].id
    const leaving = await Promise.all([
      world.as.rita.delete(`${path}/${first}`),
      world.as.edgar.delete(`${path}/${second.id}`),
    ])
    assert.deepEqual(leaving.map((one) => one.status).sort(), [204, 409])
  })

  it('lets its members read and not write while it is suspended', async () => {
    const path = `/organizations/${world.organizations.rival}`
    const suspended = await world.as.ada.put(`${path}/suspension`, { reason: 'Under review' })
    assert.deepEqual([suspended.json.organization.state, suspended.json.effect.effective], ['suspended', true])
    assert.equal(
      (await publishedEntries(world, 'production', 'organization')).get(world.organizations.rival)?.state,
      'suspended',
    )
    const { json } = await world.as.rita.get(path)
    assert.equal(json.suspended_reason, 'Under review')
    const write = await world.as.rita.post(`${path}/applications`, { name: 'Not now' })
    assert.deepEqual([write.status, write.json.type], [403, 'http://portal.test/problems/suspended'])
    await world.as.ada.delete(`${path}/suspension`)
    assert.equal((await world.as.rita.post(`${path}/applications`, { name: 'Now' })).status, 201)
  })

  it('gives a machine a secret of the management API and takes its account away with it', async () => {
    const path = `/organizations/${world.organizations.valmont}/machines`
    const { json } = await world.as.olga.post(path, { label: 'Deployments', roles: ['developer'] })
    assert.match(json.client_secret, /^oct_mgt_[0-9A-Za-z]{49}$/)
    const accountId = json.machine.client_id.replace('mch-', '')
    const account = () => world.unitOfWork.read((tx) => world.deps.accounts.load(tx, accountId))
    assert.equal((await account())?.kind, 'machine')
    assert.equal((await world.as.olga.delete(`${path}/${json.machine.id}`)).status, 204)
    assert.deepEqual([(await account())?.state, (await account())?.password_hash], ['suspended', null])
    const { json: machines } = await world.as.olga.get(path)
    assert.deepEqual(
      machines.items.filter((one: { id: string }) => one.id === json.machine.id),
      [],
    )
  })
})
