import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { isSecret } from '#core/credentials/secret-format.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { publishedEntries } from '#support/published-entries.ts'

describe('an application that lets people log in', () => {
  let world: AccessWorld
  let path: string
  before(async () => {
    world = await openAccessWorld()
    const list = `/organizations/${world.organizations.valmont}/applications`
    const { json } = await world.as.denis.post(list, { name: 'Logs people in' })
    path = `/applications/${json.id}/credentials`
  })
  after(() => world[Symbol.asyncDispose]())

  const back = 'https://service.example/retour'
  const register = (france_connect: object, more: object = {}) =>
    world.as.denis.post(path, {
      environment: 'sandbox',
      kind: 'france_connect',
      label: 'Login',
      france_connect,
      ...more,
    })
  const rulesOf = async (france_connect: object, more: object = {}) => {
    const { status, json } = await register(france_connect, more)
    assert.equal(status, 400, JSON.stringify(json))
    return json.errors.map(({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`)
  }

  it('gets a client id and a secret of its own for its addresses', async () => {
    const { status, json } = await register({ redirect_uris: [back, 'http://localhost:3999/retour'] })
    assert.equal(status, 201)
    assert.ok(isSecret(json.secret))
    assert.equal(json.client_id, json.credential.france_connect.client_id)
    assert.deepEqual(json.credential.france_connect.redirect_uris, [back, 'http://localhost:3999/retour'])
    const published = (await publishedEntries(world, 'sandbox', 'credential')).get(json.credential.id)
    assert.equal(published?.kind, 'france_connect')
    assert.equal(published?.france_connect?.client_id, json.client_id)
    assert.notEqual(published?.client_id, json.client_id)
  })

  it('keeps its client id and addresses when its secret changes', async () => {
    const before = (await register({ redirect_uris: [back] })).json
    const rotation = `/credentials/${before.credential.id}/rotation`
    const { status, json } = await world.as.denis.post(rotation, { overlap_seconds: 0 })
    assert.equal(status, 201)
    assert.equal(json.client_id, before.client_id)
    assert.notEqual(json.secret, before.secret)
    assert.deepEqual(json.credential.france_connect, before.credential.france_connect)
  })

  it('is told which address breaks which rule', async () => {
    assert.deepEqual(await rulesOf({ redirect_uris: [] }), ['/france_connect/redirect_uris required'])
    for (const bad of [
      'http://service.example/',
      'nowhere',
      `${back}#part`,
      `${back}#`,
      'javascript:alert(1)',
      'https://u:p@service.example/',
    ])
      assert.deepEqual(await rulesOf({ redirect_uris: [back, bad] }), ['/france_connect/redirect_uris/1 format'], bad)
    const afterwards = { redirect_uris: [back], post_logout_redirect_uris: ['ftp://service.example/'] }
    assert.deepEqual(await rulesOf(afterwards), ['/france_connect/post_logout_redirect_uris/0 format'])
  })

  it('cannot choose its client id in the sandbox, so it takes nobody else’s', async () => {
    const chosen = { client_id: 'somebody-elses', redirect_uris: [back] }
    assert.deepEqual(await rulesOf(chosen), ['/france_connect/client_id not_allowed'])
  })

  it('says its addresses with this kind alone, and this kind with its addresses', async () => {
    const secret = { kind: 'client_secret' }
    assert.deepEqual(await rulesOf({ redirect_uris: [back] }, secret), ['/france_connect not_allowed'])
    const without = await world.as.denis.post(path, { environment: 'sandbox', kind: 'france_connect', label: 'Bare' })
    assert.equal(without.json.errors[0].field, '/france_connect')
  })

  it('needs an authorization in production', async () => {
    const { status, json } = await register({ client_id: 'given-by-france-connect' }, { environment: 'production' })
    assert.equal(status, 422)
    assert.match(json.type, /no-authorization$/)
  })
})
