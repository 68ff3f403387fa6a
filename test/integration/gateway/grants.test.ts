import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { buildGrant, siretOfOther } from '#support/build-snapshot-view.ts'
import { call, validQuery } from '#support/call-gateway.ts'
import { startGatewayWorld } from '#support/gateway-world.ts'
import { jsonOf } from '#support/recording-upstream.ts'

const otherQuery = validQuery.replace('21690123100011', siretOfOther)

describe('the grant of a call', () => {
  it('is picked by the recipient, with its own scopes', async () => {
    await using world = await startGatewayWorld({
      snapshot: (draft) =>
        draft.states.grant.set(
          'grant-2',
          buildGrant({ beneficiary_id: 'org-other', scopes: ['cnaf_adresse'], delegation_id: 'd-1' }),
        ),
    })
    const own = await call(world)
    assert.deepEqual(Object.keys(own.json.data), ['quotient_familial', 'enfants'])
    const other = await call(world, { query: otherQuery })
    assert.deepEqual(other.json.data, { adresse: { ville: 'VALMONT' } })
    assert.deepEqual(
      world.records.map((record) => [record.grant_id, record.delegation_id]),
      [
        ['grant-1', null],
        ['grant-2', 'd-1'],
      ],
    )
  })

  it('opens nothing for a recipient whose own grant lacks the scope', async () => {
    await using world = await startGatewayWorld({
      snapshot: (draft) =>
        draft.states.grant.set('grant-2', buildGrant({ beneficiary_id: 'org-other', scopes: ['elsewhere'] })),
    })
    const answer = await call(world, { query: otherQuery })
    assert.equal(answer.status, 403)
    assert.equal(answer.json.reason, 'scope_not_granted')
    assert.equal(world.upstream.requests.length, 0)
  })

  it('serves any recipient in the sandbox, where real identifiers are refused', async () => {
    await using world = await startGatewayWorld({
      environment: 'sandbox',
      snapshot: (draft) =>
        draft.states.grant.set(
          'grant-1',
          buildGrant({ beneficiary_id: null, legal_contexts: [], default_context: null }),
        ),
    })
    const answer = await call(world, {
      query: otherQuery,
      headers: { 'x-legal-context': 'REHEARSED', 'x-sandbox-scenario': 'slow', prefer: 'x' },
    })
    assert.equal(answer.status, 200, answer.text)
    const { headers } = world.upstream.requests[0] ?? {}
    assert.deepEqual(
      [
        headers?.['octroi-recipient'],
        headers?.['octroi-legal-context'],
        headers?.['x-sandbox-scenario'],
        headers?.prefer,
      ],
      [siretOfOther, 'REHEARSED', 'slow', 'x'],
    )
    const real = await call(world, { query: `${validQuery}&numeroSecu=185057800608491` })
    assert.equal(real.status, 422)
    assert.equal(real.json.reason, 'real_identity_in_sandbox')
    assert.doesNotMatch(JSON.stringify([real.json, world.observations, world.records]), /185057800608491/)
  })

  it('lets reserved test persons through in production, and marks their record', async () => {
    const query = 'nomNaissance=SPECIMEN&prenoms%5B%5D=Camille&recipient=21690123100011'
    await using world = await startGatewayWorld()
    assert.equal((await call(world, { query })).status, 200)
    assert.equal((await call(world)).status, 200)
    assert.deepEqual(
      world.records.map((record) => record.is_test_person),
      [true, false],
    )
  })

  it('is bound to a static bearer, also in X-Api-Key where the API keeps that habit', async () => {
    const token = 'oct_prd_abcdefghijklmnopqrstuvwxyz012345'
    await using world = await startGatewayWorld({
      specification: (document) => {
        document['x-octroi'].error_envelope = 'api-particulier'
      },
      snapshot: (draft) => {
        draft.states.credential.set('cred-2', {
          client_id: 'client-1',
          kind: 'static_bearer',
          jwks: null,
          grant_id: 'grant-2',
          allowed_ips: ['127.0.0.0/8'],
          expires_at: null,
          secret_hash: createHash('sha256').update(token).digest('hex'),
        })
        draft.states.grant.set('grant-2', buildGrant({ beneficiary_id: 'org-other', scopes: ['cnaf_adresse'] }))
      },
    })
    assert.deepEqual((await call(world, { token, query: otherQuery })).json.data, { adresse: { ville: 'VALMONT' } })
    assert.equal((await call(world, { token: null, headers: { 'x-api-key': token }, query: otherQuery })).status, 200)
    const foreign = await call(world, { token, query: validQuery })
    assert.equal(foreign.status, 403)
    assert.equal(foreign.json.errors[0].code, '00100')
  })

  for (const [what, kinds, change] of [
    ['grant', ['grant'], (draft: { states: { grant: Map<string, unknown> } }) => draft.states.grant.delete('grant-1')],
    [
      'credential',
      ['credential'],
      (draft: { states: { credential: Map<string, unknown> } }) => draft.states.credential.delete('cred-1'),
    ],
  ] as const) {
    it(`stops a call on its way when the ${what} is revoked before the first byte`, async () => {
      await using world = await startGatewayWorld()
      world.upstream.answer = (request, response) => {
        world.change(kinds, change as never)
        jsonOf({ data: { enfants: ['canary'] } })(request, response)
      }
      const answer = await call(world)
      assert.ok(answer.status === 403 || answer.status === 401)
      assert.doesNotMatch(answer.text, /canary/)
      assert.equal(world.records[0]?.status, answer.status)
      assert.equal((await call(world)).status, answer.status)
      assert.equal(world.upstream.requests.length, 1)
    })
  }

  it('is found a moment later when the token is newer than the rules of this gateway', async () => {
    await using world = await startGatewayWorld()
    const credential = { kind: 'client_secret' as const, secret_hash: 'y', jwks: null }
    setTimeout(() => {
      world.change(['credential'], (draft) =>
        draft.states.credential.set('cred-new', {
          client_id: 'client-1',
          grant_id: null,
          allowed_ips: [],
          expires_at: null,
          ...credential,
        }),
      )
    }, 120)
    assert.equal((await call(world, { token: world.signer.sign({ cred: 'cred-new' }) })).status, 200)
  })
})
