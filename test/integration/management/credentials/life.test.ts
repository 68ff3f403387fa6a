import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { isSecret } from '#core/credentials/secret-format.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { publishedEntries } from '#support/published-entries.ts'

describe('the life of a credential', () => {
  let world: AccessWorld
  let path: string
  before(async () => {
    world = await openAccessWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  /** A fresh application for each test, so that none sees another's credentials. */
  async function application(): Promise<{ id: string; clientId: string }> {
    const list = `/organizations/${world.organizations.valmont}/applications`
    const { json } = await world.as.denis.post(list, { name: 'Fresh' })
    path = `/applications/${json.id}/credentials`
    return { id: json.id, clientId: json.client_ids.sandbox }
  }
  const secret = (more: Record<string, unknown> = {}) =>
    world.as.denis.post(path, { environment: 'sandbox', kind: 'client_secret', label: 'Key', ...more })
  const published = () => publishedEntries(world, 'sandbox', 'credential')

  it('begins with a secret that scanners recognise, shown once and published as a hash', async () => {
    const { clientId } = await application()
    const { json, text } = await secret()
    assert.ok(isSecret(json.secret))
    assert.match(json.secret, /^oct_sbx_/)
    assert.equal(json.client_id, clientId)
    const hash = createHash('sha256').update(json.secret).digest('hex')
    assert.equal((await published()).get(json.credential.id)?.secret_hash, hash)
    assert.ok(!text.includes(hash))
    const listed = await world.as.denis.get(path)
    assert.ok(!listed.text.includes(json.secret) && !listed.text.includes(hash))
    assert.ok(json.secret.startsWith(listed.json.items[0].hint))
  })

  it('allows five live ones in an environment', async () => {
    await application()
    for (let count = 0; count < 5; count += 1) assert.equal((await secret()).status, 201)
    assert.equal((await secret()).json.type, 'http://portal.test/problems/limit-reached')
  })

  it('rotates with the overlap its owner chose', async () => {
    await application()
    const old = (await secret()).json
    const next = await world.as.denis.post(`/credentials/${old.credential.id}/rotation`, { overlap_seconds: 3600 })
    assert.equal(next.status, 201)
    assert.notEqual(next.json.secret, old.secret)
    const end = new Date(world.clock.now() + 3_600_000).toISOString()
    assert.equal((await published()).get(old.credential.id)?.expires_at, end)
    assert.ok((await published()).has(next.json.credential.id))
    const states = async () => (await world.as.denis.get(path)).json.items.map((one: { state: string }) => one.state)
    assert.deepEqual(await states(), ['live', 'live'])
    world.clock.advance(3_600_001)
    assert.deepEqual(await states(), ['expired', 'live'])
    const late = await world.as.denis.post(`/credentials/${old.credential.id}/rotation`, { overlap_seconds: 0 })
    assert.equal(late.json.type, 'http://portal.test/problems/wrong-state')
  })

  it('rotates at the limit when the old one ends at once', async () => {
    await application()
    const made: string[] = []
    for (let count = 0; count < 5; count += 1) made.push((await secret()).json.credential.id)
    const rotate = (overlap_seconds: number) =>
      world.as.denis.post(`/credentials/${made[0]}/rotation`, { overlap_seconds })
    assert.equal((await rotate(60)).status, 409)
    assert.equal((await rotate(0)).status, 201)
    assert.ok(!(await published()).has(made[0] ?? ''))
  })

  it('ends at once when it is revoked, and says what that reached', async () => {
    await application()
    const { json } = await secret()
    const revoked = await world.as.denis.delete(`/credentials/${json.credential.id}`)
    assert.equal(revoked.json.credential.state, 'revoked')
    assert.equal(revoked.json.effect.effective, true)
    assert.ok(!(await published()).has(json.credential.id))
    assert.equal((await world.as.denis.delete(`/credentials/${json.credential.id}`)).status, 200)
  })

  it('takes public keys alone', async () => {
    await application()
    const jwks = (...keys: object[]) =>
      world.as.denis.post(path, { environment: 'sandbox', kind: 'jwks', label: 'Keys', jwks: { keys } })
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const ec = pair.publicKey.export({ format: 'jwk' })
    const made = await jwks({ ...ec, kid: 'one', use: 'sig', alg: 'ES256', ignored: 'x' })
    assert.equal(made.status, 201)
    assert.equal(made.json.secret, null)
    assert.deepEqual(made.json.credential.jwks, { keys: [{ ...ec, kid: 'one', use: 'sig', alg: 'ES256' }] })
    const rule = async (...keys: object[]) => {
      const { status, json } = await jwks(...keys)
      return status === 400 ? `${json.errors[0].field} ${json.errors[0].rule}` : status
    }
    assert.equal(await rule(pair.privateKey.export({ format: 'jwk' })), '/jwks/keys/0/d public_only')
    const rsa = (bits: number) =>
      generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' })
    assert.equal(await rule(rsa(1024)), '/jwks/keys/0 key')
    assert.equal(await rule(rsa(2048)), 201)
    assert.equal(await rule(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })), 201)
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' })
    assert.equal(await rule(p384), '/jwks/keys/0 key')
    assert.equal(await rule({ kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' }), '/jwks/keys/0 key')
    assert.equal(await rule({ kty: 'oct', k: 'c2VjcmV0' }), '/jwks/keys/0/kty enum')
    assert.equal(await rule({ ...ec, kid: 'same' }, { ...ec, kid: 'same' }), '/jwks/keys unique')
    assert.equal(await rule({ ...ec, use: 'enc' }), '/jwks/keys/0/use const')
    assert.equal(await rule({ ...ec, alg: 'HS256' }), '/jwks/keys/0/alg enum')
  })

  it('binds a static bearer to one grant of its application, with an end and addresses', async () => {
    const { id } = await application()
    const grant = (await world.as.denis.get(`/applications/${id}/grants`)).json.items[0].id
    const foreign = (await world.as.denis.get(`/applications/${world.applications.valmont}/grants`)).json.items[0].id
    const expires_at = new Date(world.clock.now() + 86_400_000).toISOString()
    const bearer = (body: Record<string, unknown>) =>
      world.as.denis.post(path, { environment: 'sandbox', kind: 'static_bearer', label: 'Old client', ...body })
    const rules = async (body: Record<string, unknown>) =>
      (await bearer(body)).json.errors.map((one: { field: string; rule: string }) => `${one.field} ${one.rule}`)
    assert.deepEqual(await rules({}), ['/grant_id required', '/expires_at required'])
    assert.deepEqual(await rules({ grant_id: foreign, expires_at }), ['/grant_id grant'])
    assert.deepEqual(await rules({ grant_id: grant, expires_at: '2020-01-01T00:00:00Z' }), ['/expires_at future'])
    assert.deepEqual(await rules({ grant_id: grant, expires_at, allowed_ips: ['10.0.0.0/8', '10.0.0.0/33'] }), [
      '/allowed_ips/1 format',
    ])
    const made = await bearer({ grant_id: grant, expires_at, allowed_ips: ['192.0.2.0/24', '2001:db8::1'] })
    assert.equal(made.status, 201)
    const entry = (await published()).get(made.json.credential.id)
    assert.deepEqual([entry?.kind, entry?.grant_id, entry?.expires_at], ['static_bearer', grant, expires_at])
    assert.deepEqual(await secret({ grant_id: grant }).then((one) => one.json.errors[0].rule), 'not_allowed')
  })

  it('cannot begin for a suspended application or organization', async () => {
    const { id } = await application()
    await world.as.olga.put(`/applications/${id}/suspension`, { reason: 'Paused' })
    assert.equal((await secret()).json.type, 'http://portal.test/problems/suspended')
    await world.as.olga.delete(`/applications/${id}/suspension`)
    await world.as.ada.put(`/organizations/${world.organizations.valmont}/suspension`, { reason: 'Fraud' })
    assert.equal((await secret()).json.type, 'http://portal.test/problems/suspended')
    assert.equal((await world.as.denis.get(path)).status, 200)
    await world.as.ada.delete(`/organizations/${world.organizations.valmont}/suspension`)
    assert.equal((await secret()).status, 201)
  })
})
