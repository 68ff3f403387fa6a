import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { phases, recordPhase } from '#gateway/pipeline.ts'
import { buildGrant, type SnapshotDraft, siretOfOther } from '#support/build-snapshot-view.ts'
import { type CallAnswer, type CallOptions, call, validQuery } from '#support/call-gateway.ts'
import { type GatewayWorld, type GatewayWorldOptions, startGatewayWorld } from '#support/gateway-world.ts'

interface Case {
  readonly name: string
  readonly world?: GatewayWorldOptions
  readonly arrange?: (world: GatewayWorld) => void
  readonly call?: CallOptions | ((world: GatewayWorld) => CallOptions)
  readonly status: number
  readonly problem: string
  readonly stage: string
  readonly check?: (answer: CallAnswer) => void
}

const withSnapshot = (snapshot: (draft: SnapshotDraft) => void): GatewayWorldOptions => ({ snapshot })
const editGrant = (change: Parameters<typeof buildGrant>[0]) =>
  withSnapshot((draft) => draft.states.grant.set('grant-1', buildGrant(change)))
const claims = (given: Record<string, unknown>) => (world: GatewayWorld) => ({ token: world.signer.sign(given) })
const static1 = 'oct_prd_abcdefghijklmnopqrstuvwxyz012345'
const withBearer = (change: object = {}) =>
  withSnapshot((draft) => {
    const secret_hash = createHash('sha256').update(static1).digest('hex')
    const credential = {
      client_id: 'client-1',
      kind: 'static_bearer' as const,
      secret_hash,
      jwks: null,
      grant_id: 'grant-1',
    }
    draft.states.credential.set('cred-2', { ...credential, allowed_ips: [], expires_at: null, ...change })
  })

// biome-ignore format: one refusal a line
const cases: readonly Case[] = [
  { name: 'an unknown path', call: { path: '/v3/nothing' }, status: 404, problem: 'not-found', stage: 'route' },
  { name: 'a method that is not offered', call: { method: 'DELETE' }, status: 405, problem: 'method-not-allowed', stage: 'route', check: (a) => assert.equal(a.headers.allow, 'GET, POST') },
  { name: 'OPTIONS, since no gateway answers CORS', call: { method: 'OPTIONS' }, status: 405, problem: 'method-not-allowed', stage: 'route', check: (a) => assert.equal(a.headers['access-control-allow-origin'], undefined) },
  { name: 'a version past its sunset', world: { specification: (d) => { d['x-octroi'].lifecycle = { released: '2020-01-01', sunset: '2021-01-01' } } }, status: 410, problem: 'version-retired', stage: 'route' },
  { name: 'a retired version', world: withSnapshot((d) => d.states.api.set('quotient-familial@v3', { ...d.states.api.get('quotient-familial@v3')!, state: 'retired' })), status: 410, problem: 'version-retired', stage: 'route' },
  { name: 'no token', call: { token: null }, status: 401, problem: 'invalid-token', stage: 'authenticate', check: (a) => assert.match(String(a.headers['www-authenticate']), /^Bearer realm="octroi", resource_metadata="http/) },
  { name: 'a token that is no token', call: { token: 'abc' }, status: 401, problem: 'invalid-token', stage: 'authenticate', check: (a) => assert.match(String(a.headers['www-authenticate']), /error="invalid_token"/) },
  { name: 'an expired token', call: claims({ exp: 1 }), status: 401, problem: 'invalid-token', stage: 'authenticate' },
  { name: 'a token of the other environment', call: claims({ iss: 'http://other.example/oauth2' }), status: 401, problem: 'wrong-environment', stage: 'authenticate' },
  { name: 'a static bearer of the other environment', call: { token: 'oct_sbx_abcdefghijklmnopqrstuvwxyz' }, status: 401, problem: 'wrong-environment', stage: 'authenticate' },
  { name: 'an unknown static bearer', call: { token: 'oct_prd_abcdefghijklmnopqrstuvwxyz' }, status: 401, problem: 'invalid-token', stage: 'authenticate' },
  { name: 'an expired static bearer', world: withBearer({ expires_at: '2020-01-01T00:00:00Z' }), call: { token: static1 }, status: 401, problem: 'invalid-token', stage: 'authenticate' },
  { name: 'a token of a revoked credential', world: withSnapshot((d) => d.states.credential.delete('cred-1')), status: 401, problem: 'invalid-token', stage: 'authenticate' },
  { name: "a token that names another client's credential", call: claims({ client_id: 'client-2' }), status: 401, problem: 'invalid-token', stage: 'authenticate' },
  { name: 'a suspended application', world: withSnapshot((d) => d.states.application.set('client-1', { ...d.states.application.get('client-1')!, state: 'suspended' })), status: 403, problem: 'application-suspended', stage: 'authorize' },
  { name: 'a suspended organization', world: withSnapshot((d) => d.states.organization.set('org-valmont', { ...d.states.organization.get('org-valmont')!, state: 'suspended' })), status: 403, problem: 'application-suspended', stage: 'authorize' },
  { name: 'no grant at all', world: withSnapshot((d) => d.states.grant.clear()), status: 403, problem: 'scope-not-granted', stage: 'authorize', check: (a) => assert.deepEqual(a.json.needed, ['cnaf_quotient_familial', 'cnaf_enfants', 'cnaf_adresse']) },
  { name: 'a grant whose scopes open nothing here', world: editGrant({ scopes: ['other'] }), status: 403, problem: 'scope-not-granted', stage: 'authorize', check: (a) => assert.match(String(a.headers['www-authenticate']), /insufficient_scope/) },
  { name: 'a token narrowed to nothing', call: claims({ scope: 'other' }), status: 403, problem: 'scope-not-granted', stage: 'authorize' },
  { name: 'an expired grant', world: editGrant({ valid_until: '2020-01-01T00:00:00Z' }), status: 403, problem: 'grant-expired', stage: 'authorize' },
  { name: 'a grant that has not begun', world: editGrant({ valid_from: '2999-01-01T00:00:00Z' }), status: 403, problem: 'grant-expired', stage: 'authorize' },
  { name: 'a suspended grant', world: editGrant({ state: 'suspended' }), status: 403, problem: 'grant-suspended', stage: 'authorize' },
  { name: 'an address outside the list', world: withBearer({ allowed_ips: ['192.0.2.0/24'] }), call: { token: static1 }, status: 403, problem: 'ip-not-allowed', stage: 'authorize' },
  { name: 'an unknown parameter', call: { query: `${validQuery}&surprise=1` }, status: 400, problem: 'invalid-request', stage: 'validate', check: (a) => assert.deepEqual(a.json.errors[0], { field: 'surprise', rule: 'unknown', message: 'This parameter does not exist.' }) },
  { name: 'a repeated single parameter', call: { query: `${validQuery}&nomNaissance=X` }, status: 400, problem: 'invalid-request', stage: 'validate', check: (a) => assert.equal(a.json.errors[0].rule, 'repeated') },
  { name: 'an array without its brackets', call: { query: validQuery.replace('prenoms%5B%5D', 'prenoms') }, status: 400, problem: 'invalid-request', stage: 'validate' },
  { name: 'too many first names', call: { query: `${validQuery}&prenoms[]=A&prenoms[]=B&prenoms[]=C` }, status: 400, problem: 'invalid-request', stage: 'validate', check: (a) => assert.equal(a.json.errors[0].field, 'prenoms') },
  { name: 'a missing parameter', call: { query: 'recipient=21690123100011&prenoms[]=A' }, status: 400, problem: 'invalid-request', stage: 'validate', check: (a) => assert.deepEqual([a.json.errors[0].field, a.json.errors[0].rule], ['nomNaissance', 'required']) },
  { name: 'a recipient with wrong check digits', call: { query: validQuery.replace('21690123100011', '21690123100012') }, status: 400, problem: 'invalid-request', stage: 'validate', check: (a) => assert.equal(a.json.errors[0].rule, 'recipient') },
  { name: 'the provider as its own recipient', call: { query: validQuery.replace('21690123100011', '13002526500013') }, status: 400, problem: 'invalid-request', stage: 'validate' },
  { name: 'a year that is no number', call: { query: `${validQuery}&annee=12a` }, status: 400, problem: 'invalid-request', stage: 'validate' },
  { name: 'a sandbox header in production', call: { headers: { 'x-sandbox-scenario': 'timeout' } }, status: 400, problem: 'sandbox-header-in-production', stage: 'validate' },
  { name: 'a body that is not JSON', call: { body: '{"a":' }, status: 400, problem: 'malformed-request', stage: 'validate' },
  { name: 'a body of another type', call: { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, status: 415, problem: 'unsupported-media-type', stage: 'validate' },
  { name: 'an encoded body', call: { body: '{}', headers: { 'content-encoding': 'br' } }, status: 415, problem: 'unsupported-media-type', stage: 'validate' },
  { name: 'an unknown member of a body', call: { body: '{"recipient":"21690123100011","nomNaissance":"A","prenoms":["B"],"x":1}' }, status: 400, problem: 'invalid-request', stage: 'validate', check: (a) => assert.equal(a.json.errors[0].field, '/x') },
  { name: 'a reserved member name', call: { body: '{"recipient":"21690123100011","nomNaissance":"A","prenoms":["B"],"__proto__":{}}' }, status: 400, problem: 'malformed-request', stage: 'validate' },
  { name: 'a recipient without grant', call: { query: validQuery.replace('21690123100011', siretOfOther) }, status: 403, problem: 'recipient-not-granted', stage: 'bind' },
  { name: 'several grants that fit', world: withSnapshot((d) => d.states.grant.set('grant-2', buildGrant({}))), status: 422, problem: 'recipient-ambiguous', stage: 'bind' },
  { name: 'two recipients at once', call: { headers: { 'x-octroi-recipient': siretOfOther } }, status: 422, problem: 'recipient-ambiguous', stage: 'bind' },
  { name: 'a legal context that is not granted', call: { headers: { 'x-legal-context': 'OTHER' } }, status: 403, problem: 'legal-context-not-allowed', stage: 'bind', check: (a) => assert.deepEqual(a.json.allowed, ['TRANSPORT:TARIFICATION_SOLIDAIRE']) },
  { name: 'no legal context where one must be chosen', world: editGrant({ default_context: null, legal_contexts: ['A', 'B'].map((code) => ({ code, label: { fallback: 'fr', texts: { fr: code } } })) }), status: 422, problem: 'legal-context-required', stage: 'bind' },
  { name: 'a synthetic identity in production', call: { query: `${validQuery}&numeroSecu=185057800000011` }, status: 422, problem: 'synthetic-identity-in-production', stage: 'bind' },
  { name: 'rules too old for a sensitive API', world: { specification: (d) => { d['x-octroi'].sensitivity = 'high' } }, arrange: (w) => { w.age = 31_000 }, status: 503, problem: 'snapshot-stale', stage: 'bind' },
  { name: 'rules too old for any API', arrange: (w) => { w.age = 25 * 3600 * 1000 }, status: 503, problem: 'snapshot-stale', stage: 'bind' },
  { name: 'a spent day', world: editGrant({ plan: { limits: [{ name: 'day', period: 'day', limit: 0, hard: true }], concurrency: null } }), status: 429, problem: 'quota-exceeded', stage: 'quota', check: (a) => { assert.deepEqual(a.json['violated-policies'], ['day']); assert.equal(a.headers['retry-after'], '3600') } },
  { name: 'an API without upstream', world: withSnapshot((d) => d.states.api.set('quotient-familial@v3', { ...d.states.api.get('quotient-familial@v3')!, upstream_url: null })), status: 503, problem: 'upstream-unavailable', stage: 'forward' },
  { name: 'an upstream on a special-use address', world: withSnapshot((d) => d.states.api.set('quotient-familial@v3', { ...d.states.api.get('quotient-familial@v3')!, upstream_url: 'http://169.254.169.254' })), status: 503, problem: 'upstream-unavailable', stage: 'forward' },
  { name: 'an upstream that redirects', arrange: (w) => { w.upstream.answer = (_q, r) => r.writeHead(302, { location: 'http://127.0.0.1/' }).end() }, status: 502, problem: 'upstream-error', stage: 'forward' },
  { name: 'an upstream that rejects our own credentials', arrange: (w) => { w.upstream.answer = (_q, r) => r.writeHead(401).end() }, status: 502, problem: 'upstream-error', stage: 'forward' },
  { name: 'an upstream in maintenance', arrange: (w) => { w.upstream.answer = (_q, r) => r.writeHead(503).end() }, status: 503, problem: 'upstream-unavailable', stage: 'forward', check: (a) => assert.equal(a.headers['retry-after'], '10') },
  { name: 'an upstream that resets', arrange: (w) => { w.upstream.answer = (_q, r) => { r.socket?.destroy() } }, status: 502, problem: 'upstream-error', stage: 'forward' },
  { name: 'an upstream that never ends', world: { specification: (d) => { d['x-octroi'].upstream_deadline_ms = 150 } }, arrange: (w) => { w.upstream.answer = (_q, r) => { r.writeHead(200, { 'content-type': 'application/json' }); r.write('{') } }, status: 504, problem: 'upstream-timeout', stage: 'forward' },
  { name: 'an answer that was encoded', arrange: (w) => { w.upstream.answer = (_q, r) => r.writeHead(200, { 'content-encoding': 'br', 'content-type': 'application/json' }).end('x') }, status: 502, problem: 'upstream-error', stage: 'forward' },
  { name: 'an answer that is not JSON', arrange: (w) => { w.upstream.answer = (_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<p>') }, status: 502, problem: 'upstream-error', stage: 'project' },
  { name: 'an answer of broken JSON', arrange: (w) => { w.upstream.answer = (_q, r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{"data":') }, status: 502, problem: 'upstream-error', stage: 'project' },
  { name: 'a record that cannot be written', arrange: (w) => { w.recordsFail = true }, status: 503, problem: 'record-failed', stage: 'record' },
]

describe('the gateway refuses', () => {
  for (const one of cases) {
    it(one.name, async () => {
      await using world = await startGatewayWorld(one.world)
      one.arrange?.(world)
      const answer = await call(world, typeof one.call === 'function' ? one.call(world) : one.call)
      assert.equal(answer.status, one.status, answer.text)
      assert.equal(answer.headers['content-type'], 'application/problem+json')
      assert.equal(answer.json.type, `http://portal.example/problems/${one.problem}`)
      assert.equal(answer.json.request_id, answer.headers['x-request-id'])
      assert.equal(world.observations[0]?.stage, one.stage)
      const phase = [...phases, recordPhase].find(({ name }) => name === one.stage)
      assert.ok(phase?.mayAnswer.includes(answer.status), `the table does not let ${one.stage} answer ${answer.status}`)
      assert.doesNotMatch(answer.text, /LEFEBVRE|SECRETE|\bat \w+ \(/)
      if (!['forward', 'project', 'record'].includes(one.stage)) assert.equal(world.upstream.requests.length, 0)
      one.check?.(answer)
      const expected = ['accept', 'route', 'authenticate', 'record'].includes(one.stage) ? [] : [one.stage]
      assert.deepEqual(
        world.records.map((record) => record.refusal_stage),
        expected,
      )
      assert.ok(one.stage === 'record' || world.failures.length === 0, String(world.failures[0]))
    })
  }
})
