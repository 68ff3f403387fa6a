import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { allowInsecureRequests, ClientSecretBasic, clientCredentialsGrant, discovery } from 'openid-client'
import { approveRequest, signInAs } from '#support/approve-request.ts'
import { httpExchange } from '#support/http-exchange.ts'
import { catalogFiles } from '#support/load-catalog.ts'
import { managementCaller } from '#support/management-caller.ts'
import { signIn } from '#support/sign-in.ts'
import { startPlatform } from '#support/start-platform.ts'

/** The journey that must always work, by API alone, with openid-client as an outside client. */
test('from sign-up to a governed production call', { timeout: 120_000 }, async (t) => {
  await using platform = await startPlatform()
  const { demo } = platform
  const email = `dev-${randomBytes(4).toString('hex')}@journey.example`
  const password = randomBytes(12).toString('base64url')
  const anonymous = managementCaller(demo.management, null)
  const { issuer, cli_client_id: clientId } = demo.login

  async function tokenFor(client: { client_id: string; secret: string }, tokenIssuer: string): Promise<string> {
    const { client_id, secret } = client
    const options = { execute: [allowInsecureRequests] }
    const server = await discovery(new URL(tokenIssuer), client_id, undefined, ClientSecretBasic(secret), {
      ...options,
      algorithm: 'oauth2',
    })
    return (await clientCredentialsGrant(server)).access_token
  }
  const call = (gateway: string, path: string, token: string) =>
    httpExchange(`${gateway}${path}`, { headers: { authorization: `Bearer ${token}` } })

  await t.test('the catalogue is public', async () => {
    const apis = await anonymous.get('/catalog/apis')
    assert.equal(apis.status, 200)
    assert.equal(apis.json.items.length, catalogFiles().length)
  })

  await t.test('a first sandbox call needs no account', async () => {
    const answer = await call(demo.sandbox.gateway, demo.first_call.path, demo.sandbox.demo_token)
    assert.equal(answer.status, 200, answer.text)
    assert.ok(answer.json.data.quotient_familial)
    assert.equal((await call(demo.production.gateway, demo.first_call.path, demo.sandbox.demo_token)).status, 401)
  })

  const signedUp = await anonymous.post('/accounts', { email, password, name: 'Jo Journey' })
  assert.equal(signedUp.status, 201, signedUp.text)
  const developer = managementCaller(demo.management, await signIn({ issuer, clientId, email, password }))
  const organization = await developer.post('/organizations', {
    kind: 'consumer',
    name: 'Syndicat des transports de Clairval',
    identifiers: [{ scheme: 'fr:siret', value: '00000014100010' }],
  })
  assert.equal(organization.status, 201, organization.text)
  const application = await developer.post(`/organizations/${organization.json.id}/applications`, { name: 'Guichet' })
  assert.equal(application.status, 201, application.text)
  const credentials = `/applications/${application.json.id}/credentials`

  await t.test('sandbox credentials work at once', async () => {
    const made = await developer.post(credentials, { environment: 'sandbox', kind: 'client_secret', label: 'essai' })
    assert.equal(made.status, 201, made.text)
    const token = await tokenFor(made.json, demo.sandbox.issuer)
    const answer = await call(demo.sandbox.gateway, demo.first_call.path, token)
    assert.equal(answer.status, 200, answer.text)
    assert.ok(answer.json.data.quotient_familial)
    const foreign = await call(demo.production.gateway, demo.first_call.path, token)
    assert.equal(foreign.status, 401, foreign.text)
  })

  await t.test('the application moves its own clock and asks for a failure', async () => {
    const made = await developer.post(credentials, { environment: 'sandbox', kind: 'client_secret', label: 'horloge' })
    const authorization = `Bearer ${await tokenFor(made.json, demo.sandbox.issuer)}`
    const ask = (path: string, question: { method?: string; body?: Record<string, unknown>; scenario?: string } = {}) =>
      httpExchange(`${demo.sandbox.gateway}${path}`, {
        method: question.method ?? 'GET',
        headers: { authorization, ...(question.scenario ? { 'x-sandbox-scenario': question.scenario } : {}) },
        body: question.body,
      })
    const moved = await ask('/sandbox/clock', { method: 'PUT', body: { now: '2027-01-05' } })
    assert.equal(moved.status, 200, moved.text)
    const answer = await ask(demo.first_call.path)
    assert.match(String(answer.headers['x-sandbox-explain']), /clock=2027-01-05/)
    const failed = await ask(demo.first_call.path, { scenario: 'rate-limited' })
    assert.equal(failed.status, 429, failed.text)
    const broken = await ask(demo.first_call.path, { scenario: 'malformed-json' })
    assert.equal(broken.status, 502, broken.text)
    const reset = await ask(demo.first_call.path, { scenario: 'reset-connection' })
    assert.equal(reset.status, 502, reset.text)
    const unspoilt = await call(demo.sandbox.gateway, demo.first_call.path, demo.sandbox.demo_token)
    assert.equal(unspoilt.status, 200, unspoilt.text)
    assert.doesNotMatch(String(unspoilt.headers['x-sandbox-explain']), /clock=2027/)
  })

  await t.test('production credentials wait for an authorization', async () => {
    const early = await developer.post(credentials, { environment: 'production', kind: 'client_secret', label: 'tôt' })
    assert.equal(early.status, 422, early.text)
  })

  const useCase = await anonymous.get('/catalog/use-cases/tarification-solidaire-transports')
  assert.equal(useCase.status, 200, useCase.text)
  const request = await developer.post('/access-requests', {
    application_id: application.json.id,
    use_case: 'tarification-solidaire-transports',
    content: {
      title: 'Tarif solidaire de Clairval',
      legal_basis: 'fr-crpa-l114-8',
      legal_contexts: useCase.json.legal_contexts.slice(0, 1),
      apis: [{ api: 'quotient-familial', version: 'v3', scopes: ['cnaf_quotient_familial'] }],
      expected_calls_per_day: 200,
      contacts: [{ role: 'data_protection', name: 'Déléguée', email: 'dpo@journey.example' }],
    },
  })
  assert.equal(request.status, 201, request.text)
  const path = `/access-requests/${request.json.id}`
  const promises = { terms_accepted: true, data_protection_officer_informed: true }

  await t.test('an unverified organization cannot ask, and the operator verifies it', async () => {
    const refused = await developer.post(`${path}/submission`, promises)
    assert.equal(refused.status, 422, refused.text)
    const administrator = await signInAs(demo, 'operator administrator')
    const seen = await administrator.get(`/organizations/${organization.json.id}`)
    const verified = await administrator.put(
      `/organizations/${organization.json.id}/verification`,
      { verification: 'operator' },
      String(seen.headers.etag),
    )
    assert.equal(verified.status, 200, verified.text)
  })

  await t.test('nobody else sees the request', async () => {
    const stranger = await signInAs(demo, 'second transport authority owner')
    assert.equal((await stranger.get(path)).status, 404)
  })

  await t.test('the provider and the operator approve', async () => {
    const submitted = await developer.post(`${path}/submission`, promises)
    assert.equal(submitted.status, 200, submitted.text)
    const approved = await approveRequest(demo, request.json.id)
    assert.equal(approved.state, 'approved')
    const register = await anonymous.get('/register')
    assert.match(register.text, /Clairval/)
  })

  const production = await developer.post(credentials, {
    environment: 'production',
    kind: 'client_secret',
    label: 'production',
  })
  assert.equal(production.status, 201, production.text)
  const token = await tokenFor(production.json, demo.production.issuer)
  const governed = demo.first_call.path.replace(/recipient=\d+/, 'recipient=00000014100010')

  await t.test('the governed call answers with the granted field and nothing else', async () => {
    const answer = await call(demo.production.gateway, governed, token)
    assert.equal(answer.status, 200, answer.text)
    assert.deepEqual(Object.keys(answer.json.data), ['quotient_familial'])
    const other = await call(demo.production.gateway, demo.first_call.path, token)
    assert.equal(other.status, 403, other.text)
  })

  await t.test('everyone concerned sees what happened', async () => {
    const end = performance.now() + 10_000
    let exchanges = await developer.get(`/applications/${application.json.id}/exchanges?environment=production`)
    while (exchanges.json.items.length < 2 && performance.now() < end) {
      await wait(200)
      exchanges = await developer.get(`/applications/${application.json.id}/exchanges?environment=production`)
    }
    assert.deepEqual(exchanges.json.items.map((one: { status: number }) => one.status).sort(), [200, 403])
    const events = await developer.get(`/organizations/${organization.json.id}/events`)
    assert.match(events.text, /access_request\.approved/)
  })

  await t.test('a revoked credential stops its tokens', async () => {
    const revoked = await httpExchange(`${demo.management}/credentials/${production.json.credential.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${await signIn({ issuer, clientId, email, password })}` },
    })
    assert.equal(revoked.status, 200, revoked.text)
    assert.equal(revoked.json.effect.effective, true, revoked.text)
    const answer = await call(demo.production.gateway, governed, token)
    assert.equal(answer.status, 401, answer.text)
    assert.match(String(answer.headers['www-authenticate']), /Bearer/)
  })
})
