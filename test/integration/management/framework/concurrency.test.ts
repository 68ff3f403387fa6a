import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { httpExchange } from '#support/http-exchange.ts'
import { siretOf } from '#support/siret.ts'

// The embedded store has one connection and cannot show a race; PostgreSQL can.
describe('requests at the same moment on PostgreSQL', () => {
  let world: AccessWorld
  before(async () => {
    world = await openAccessWorld('postgres')
  })
  after(() => world[Symbol.asyncDispose]())

  it('leave an organization one owner when both leave at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const identifiers = [{ scheme: 'fr:siret', value: siretOf(500 + round) }]
      const made = await world.as.rita.post('/organizations', { kind: 'editor', name: 'Duo', identifiers })
      const path = `/organizations/${made.json.id}/members`
      const { json: second } = await world.as.rita.post(path, { email: 'edgar@example.test', roles: ['owner'] })
      await world.as.edgar.put(`${path}/${second.id}/acceptance`, undefined)
      const first = (await world.as.rita.get(path)).json.items[0].id
      const leaving = [world.as.rita.delete(`${path}/${first}`), world.as.edgar.delete(`${path}/${second.id}`)]
      assert.deepEqual((await Promise.all(leaving)).map((one) => one.status).sort(), [204, 409])
    }
  })

  it('make at most five live credentials of ten that are asked for', async () => {
    const path = `/applications/${world.applications.valmont}/credentials`
    const secret = { environment: 'sandbox', kind: 'client_secret', label: 'Race' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.as.denis.post(path, secret)))
    assert.equal(answers.filter((one) => one.status === 201).length, 5)
    assert.ok(answers.every((one) => one.status === 201 || one.status === 409))
  })

  it('carry a keyed request out once', async () => {
    const path = `/organizations/${world.organizations.valmont}/applications`
    const headers = { authorization: `Bearer ${world.people.denis}`, 'idempotency-key': `"${randomUUID()}"` }
    const create = () => httpExchange(`${world.url}${path}`, { method: 'POST', headers, body: { name: 'Single' } })
    const answers = await Promise.all(Array.from({ length: 12 }, create))
    assert.ok(answers.every((one) => one.status === 201 || one.status === 409))
    const { json } = await world.as.denis.get(`${path}?page_size=200`)
    assert.equal(json.items.filter((one: { name: string }) => one.name === 'Single').length, 1)
  })

  it('register an identifier once', async () => {
    const body = { kind: 'consumer', name: 'Once', identifiers: [{ scheme: 'fr:siret', value: siretOf(600) }] }
    const answers = await Promise.all(
      (['solo', 'rita', 'edgar', 'nino'] as const).map((who) => world.as[who].post('/organizations', body)),
    )
    assert.deepEqual(answers.map((one) => one.status).sort(), [201, 409, 409, 409])
  })
})
