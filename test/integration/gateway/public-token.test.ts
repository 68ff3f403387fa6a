import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import type { Environment } from '#core/environment.ts'
import { trialToken } from '#core/trial/trial-token.ts'
import type { SnapshotDraft } from '#support/build-snapshot-view.ts'
import { buildGrant } from '#support/build-snapshot-view.ts'
import { call } from '#support/call-gateway.ts'
import { startGatewayWorld } from '#support/gateway-world.ts'

function start(environment: Environment, method: 'get' | 'post' = 'get') {
  return startGatewayWorld({
    environment,
    specification: (document) => {
      if (method === 'get') return
      const item = document.paths['/v3/dss/quotient_familial/identite']
      const { parameters: _, 'x-octroi-recipient': __, 'x-octroi-personal': ___, ...post } = item.get
      item.post = post
      delete item.get
      document['x-octroi'].test_persons = []
    },
    configuration: { trustedProxies: ['127.0.0.1'] },
    snapshot: (draft: SnapshotDraft) => {
      draft.states.grant.set('grant-1', buildGrant({ beneficiary_id: null, plan: { limits: [], concurrency: null } }))
      draft.states.credential.set('public', {
        client_id: 'client-1',
        kind: 'static_bearer',
        secret_hash: createHash('sha256').update(trialToken).digest('hex'),
        jwks: null,
        grant_id: null,
        allowed_ips: [],
        expires_at: null,
      })
    },
  })
}

describe('the public token', () => {
  it('opens the sandbox without an account, sixty times an hour for each address', async () => {
    await using world = await start('sandbox')
    const from = (address: string) => call(world, { token: trialToken, headers: { 'x-forwarded-for': address } })
    for (let time = 0; time < 60; time++) assert.equal((await from('192.0.2.1')).status, 200)
    const refused = await from('192.0.2.1')
    assert.equal(refused.status, 429)
    assert.deepEqual(refused.json['violated-policies'], ['trial-hour'])
    assert.equal((await from('192.0.2.2')).status, 200)
  })

  it('writes nothing', async () => {
    await using world = await start('sandbox', 'post')
    const body = JSON.stringify({})
    assert.equal((await call(world, { token: trialToken, body })).status, 403)
    assert.notEqual((await call(world, { body })).status, 403)
  })

  it('opens nothing in production, whatever its prefix', async () => {
    await using world = await start('production')
    assert.equal((await call(world, { token: trialToken })).status, 401)
    const renamed = 'oct_prd_essai_public_sans_compte'
    world.change(['credential'], (draft) => {
      const known = draft.states.credential.get('public')
      assert.ok(known)
      const secret_hash = createHash('sha256').update(renamed).digest('hex')
      draft.states.credential.set('public', { ...known, secret_hash })
    })
    assert.equal((await call(world, { token: renamed })).status, 401)
  })
})
