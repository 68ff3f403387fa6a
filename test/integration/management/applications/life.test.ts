import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { publishedEntries } from '#support/published-entries.ts'

describe('the life of an application', () => {
  let world: AccessWorld
  before(async () => {
    world = await openAccessWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  const create = (name: string) =>
    world.as.denis.post(`/organizations/${world.organizations.valmont}/applications`, { name })
  const grantsOf = async (clientId: string) =>
    [...(await publishedEntries(world, 'sandbox', 'grant')).values()].filter((one) => one.client_id === clientId)

  it('begins with client ids of our making and a sandbox grant on every published API', async () => {
    const { json } = await create('Fares')
    assert.match(json.client_ids.sandbox, /^sbx-[\w-]{20}$/)
    assert.match(json.client_ids.production, /^prd-[\w-]{20}$/)
    const { json: apis } = await world.as.nobody.get('/catalog/apis')
    const { json: grants } = await world.as.denis.get(`/applications/${json.id}/grants`)
    const names = (list: { api: string }[]) => list.map((one) => one.api).sort()
    assert.deepEqual(names(grants.items), names(apis.items))
    for (const grant of grants.items) {
      const api = apis.items.find((one: { api: string }) => one.api === grant.api)
      assert.deepEqual(
        grant.scopes,
        api.scopes.map((one: { name: string }) => one.name),
      )
      assert.equal(grant.beneficiary_id, null)
      assert.equal(grant.default_context, 'SANDBOX:TEST')
      assert.ok(grant.legal_contexts.length > 1)
    }
    assert.equal((await grantsOf(json.client_ids.sandbox)).length, apis.items.length)
    assert.ok((await publishedEntries(world, 'production', 'application')).has(json.client_ids.production))
    assert.ok((await publishedEntries(world, 'sandbox', 'organization')).has(world.organizations.valmont))
  })

  it('is refused by gateways while it is suspended, in both environments', async () => {
    const { json } = await create('Paused')
    const answer = await world.as.olga.put(`/applications/${json.id}/suspension`, { reason: 'Maintenance' })
    assert.deepEqual([answer.json.application.state, answer.json.effect.effective], ['suspended', true])
    for (const environment of ['sandbox', 'production'] as const) {
      const entry = (await publishedEntries(world, environment, 'application')).get(json.client_ids[environment])
      assert.equal(entry?.state, 'suspended')
    }
    assert.equal((await world.as.olga.delete(`/applications/${json.id}/suspension`)).json.application.state, 'active')
  })

  it('tells gateways and issuers of both environments that its tokens must be bound', async () => {
    const { json } = await create('Bound')
    assert.equal(json.requires_bound_tokens, false)
    const bound = await world.as.denis.patch(`/applications/${json.id}`, { requires_bound_tokens: true }, '"1"')
    assert.deepEqual([bound.status, bound.json.requires_bound_tokens, bound.json.name], [200, true, 'Bound'])
    for (const environment of ['sandbox', 'production'] as const) {
      const entry = (await publishedEntries(world, environment, 'application')).get(json.client_ids[environment])
      assert.equal(entry?.requires_bound_tokens, true)
    }
    const freed = await world.as.denis.patch(`/applications/${json.id}`, { requires_bound_tokens: false }, '"2"')
    assert.equal(freed.json.requires_bound_tokens, false)
    const entry = (await publishedEntries(world, 'production', 'application')).get(json.client_ids.production)
    assert.equal(entry?.requires_bound_tokens, undefined)
    const wrong = await world.as.denis.patch(`/applications/${json.id}`, { requires_bound_tokens: 'yes' }, '"3"')
    assert.equal(wrong.status, 400)
  })

  it('takes its credentials and grants with it when it is archived', async () => {
    const { json } = await create('Ending')
    const secret = { environment: 'sandbox', kind: 'client_secret', label: 'Key' }
    const made = await world.as.denis.post(`/applications/${json.id}/credentials`, secret)
    assert.equal((await world.as.denis.delete(`/applications/${json.id}`)).json.application.state, 'archived')
    assert.equal((await grantsOf(json.client_ids.sandbox)).length, 0)
    assert.ok(!(await publishedEntries(world, 'sandbox', 'credential')).has(made.json.credential.id))
    assert.ok(!(await publishedEntries(world, 'production', 'application')).has(json.client_ids.production))
    const { json: credentials } = await world.as.denis.get(`/applications/${json.id}/credentials`)
    assert.equal(credentials.items[0].state, 'revoked')
    assert.equal((await world.as.denis.post(`/applications/${json.id}/credentials`, secret)).status, 404)
    assert.equal((await world.as.denis.delete(`/applications/${json.id}`)).status, 200)
  })

  it('narrows and widens a sandbox grant, a generation at a time', async () => {
    const { json } = await create('Narrow')
    const { json: grants } = await world.as.denis.get(`/applications/${json.id}/grants`)
    const { id, scopes } = grants.items.find((one: { scopes: string[] }) => one.scopes.length > 1)
    const narrowed = await world.as.denis.patch(`/grants/${id}`, { scopes: scopes.slice(0, 1) }, '"1"')
    assert.deepEqual([narrowed.status, narrowed.headers.etag], [200, '"2"'])
    const published = async () => (await publishedEntries(world, 'sandbox', 'grant')).get(id)
    assert.deepEqual([(await published())?.scopes, (await published())?.generation], [scopes.slice(0, 1), 2])
    assert.equal((await world.as.denis.patch(`/grants/${id}`, { scopes }, '"1"')).status, 412)
    assert.deepEqual((await world.as.denis.patch(`/grants/${id}`, { scopes }, '"2"')).json.scopes, scopes)
  })

  it('leaves a trace of every step, with who did it', async () => {
    const { json } = await create('Traced')
    await world.as.olga.put(`/applications/${json.id}/suspension`, { reason: 'Why' })
    await world.as.denis.delete(`/applications/${json.id}`)
    const { json: events } = await world.as.aude.get(`/organizations/${world.organizations.valmont}/events`)
    const mine = events.items.filter((one: { subject_id: string }) => one.subject_id === json.id)
    assert.deepEqual(
      mine.map((one: { type: string; actor_name: string }) => `${one.type} ${one.actor_name}`),
      ['application.archived denis', 'application.suspended olga', 'application.created denis'],
    )
  })
})
