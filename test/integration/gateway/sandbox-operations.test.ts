import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { trialToken } from '#core/trial/trial-token.ts'
import { call } from '#support/call-gateway.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

let sandbox: SandboxUnderTest
let world: GatewayWorld
before(async () => {
  sandbox = await startSandbox()
  world = await startGatewayWorld({
    environment: 'sandbox',
    configuration: { sandboxEngineUrl: sandbox.engine, internalOrigins: [sandbox.engine] },
    snapshot: ({ states }) => {
      const [application, credential] = [states.application.get('client-1'), states.credential.get('cred-1')]
      assert.ok(application && credential)
      states.application.set('client-2', { ...application, application_id: 'app-2' })
      states.credential.set('cred-2', { ...credential, client_id: 'client-2' })
      const secret_hash = createHash('sha256').update(trialToken).digest('hex')
      states.credential.set('public', { ...credential, kind: 'static_bearer', secret_hash })
    },
  })
})
after(async () => {
  await world[Symbol.asyncDispose]()
  await sandbox[Symbol.asyncDispose]()
})

const clock = (token: string | null, method = 'GET', now?: string, headers: Record<string, string> = {}) =>
  call(world, {
    path: '/sandbox/clock',
    query: '',
    method,
    token,
    headers,
    ...(now === undefined ? {} : { body: JSON.stringify({ now }) }),
  })

describe('sandbox operations at the gateway', () => {
  it('are for the application its own token names, whatever the caller writes', async () => {
    const second = world.signer.sign({ client_id: 'client-2', sub: 'client-2', cred: 'cred-2' })
    const moved = await clock(world.signer.sign(), 'PUT', '2027-01-05')
    assert.equal(moved.status, 200)
    assert.equal(moved.json.now, '2027-01-05')
    assert.ok(moved.headers['x-request-id'])
    assert.equal((await clock(world.signer.sign())).json.now, '2027-01-05')
    const forged = await clock(second, 'GET', undefined, { 'octroi-application': 'app-1' })
    assert.equal(forged.status, 200)
    assert.equal(forged.json.is_moved, false)
  })

  it('say which rule a body breaks', async () => {
    const refused = await clock(world.signer.sign(), 'PUT', 'tomorrow')
    assert.equal(refused.status, 400)
    assert.equal(refused.headers['content-type'], 'application/problem+json')
    assert.equal(refused.json.errors[0].field, '/now')
  })

  it('need a token, and more than the public one', async () => {
    assert.equal((await clock(null)).status, 401)
    assert.equal((await clock('not.a.token')).status, 401)
    assert.equal((await clock(trialToken)).status, 403)
  })

  it('refuse a suspended application', async () => {
    world.change(['application'], ({ states }) => {
      const application = states.application.get('client-2')
      assert.ok(application)
      states.application.set('client-2', { ...application, state: 'suspended' })
    })
    const token = world.signer.sign({ client_id: 'client-2', sub: 'client-2', cred: 'cred-2' })
    assert.equal((await clock(token)).status, 403)
  })

  it('do not exist in production', async () => {
    await using production = await startGatewayWorld()
    assert.equal((await call(production, { path: '/sandbox/clock', query: '' })).status, 404)
  })
})
