import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { call } from '#support/call-gateway.ts'
import { startGatewayWorld } from '#support/gateway-world.ts'
import { rawExchange } from '#support/raw-exchange.ts'
import { jsonOf } from '#support/recording-upstream.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const basic = (client: string) => ({
  ...form,
  authorization: `Basic ${Buffer.from(`${client}:secret`).toString('base64')}`,
})
const budgetOf = (burst: number) => ({ address: { burst, perSecond: 0.01 }, client: { burst, perSecond: 0.01 } })
const grant = 'grant_type=client_credentials'

describe("the gateway's own addresses", () => {
  it('say that they live, and whether they are ready', async () => {
    await using world = await startGatewayWorld()
    assert.equal((await call(world, { path: '/healthz/live', query: '', token: null })).status, 200)
    assert.equal((await call(world, { path: '/healthz/ready', query: '', token: null })).status, 200)
    world.age = 25 * 3600 * 1000
    assert.equal((await call(world, { path: '/healthz/ready', query: '', token: null })).status, 503)
    assert.equal((await call(world, { path: '/healthz/live', query: '', token: null })).status, 200)
  })

  it('say not ready first when draining, then end connections after their answers', async () => {
    await using world = await startGatewayWorld()
    const draining = world.gateway.drain({ noticeMs: 100, graceMs: 2000 })
    assert.equal((await call(world, { path: '/healthz/ready', query: '', token: null })).status, 503)
    assert.equal((await call(world)).status, 200)
    await draining
    assert.equal((await call(world)).headers.connection, 'close')
  })

  it('end a connection that never finishes its headers with 408', async () => {
    await using world = await startGatewayWorld({ server: { headersTimeout: 150, connectionsCheckingInterval: 50 } })
    const text = await rawExchange(world.port, 'GET / HTTP/1.1\r\nHost: a.example\r\nX-Slow: ', 1000)
    assert.match(text, /^HTTP\/1\.1 408 .*application\/problem\+json.*"status":408\}$/s)
  })

  it('answer while draining what was already on its way', async () => {
    await using world = await startGatewayWorld()
    world.upstream.answer = (request, response) => setTimeout(() => jsonOf({ data: {} })(request, response), 200)
    const slow = call(world)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await world.gateway.drain({ graceMs: 3000 })
    assert.equal((await slow).status, 200)
  })

  it('publish RFC 9728 metadata', async () => {
    await using world = await startGatewayWorld()
    const answer = await call(world, { path: '/.well-known/oauth-protected-resource', query: '', token: null })
    assert.equal(answer.json.resource, world.url)
    assert.deepEqual(answer.json.authorization_servers, [`${world.url}/oauth2`])
    assert.ok(answer.json.scopes_supported.includes('cnaf_enfants'))
  })

  it('relay the token endpoint under the public host, and no forged forwarding headers', async () => {
    await using world = await startGatewayWorld()
    world.upstream.answer = jsonOf({ access_token: 'x' }, 200, { 'set-cookie': 'a=b' })
    const answer = await call(world, {
      path: '/oauth2/token',
      query: '',
      token: null,
      body: grant,
      headers: { ...basic('a'), 'x-forwarded-host': 'evil.example', cookie: 'c=d' },
    })
    assert.equal(answer.json.access_token, 'x')
    assert.equal(answer.headers['set-cookie'], undefined)
    const [sent] = world.upstream.requests
    assert.equal(sent?.headers.host, new URL(world.url).host)
    assert.equal(sent?.headers['x-forwarded-host'], new URL(world.url).host)
    assert.equal(sent?.headers.cookie, undefined)
    assert.equal(sent?.body, grant)
  })

  it('stop guesses before the issuer sees them, and give nothing away about success', async () => {
    await using world = await startGatewayWorld({ configuration: { failureBudget: budgetOf(5) } })
    world.upstream.answer = jsonOf({ error: 'invalid_client' }, 401)
    const guess = () => call(world, { path: '/oauth2/token', query: '', token: null, body: grant, headers: basic('a') })
    const statuses = (await Promise.all(Array.from({ length: 20 }, guess))).map((answer) => answer.status)
    assert.equal(statuses.filter((status) => status === 401).length, 5)
    assert.equal(world.upstream.requests.length, 5)
    const refused = await guess()
    assert.equal(refused.status, 429)
    assert.ok(Number(refused.headers['retry-after']) >= 1)
    assert.equal(refused.json.error, 'temporarily_unavailable')
  })

  it('stop one address that guesses for many clients', async () => {
    await using world = await startGatewayWorld({ configuration: { failureBudget: budgetOf(3) } })
    world.upstream.answer = jsonOf({ error: 'invalid_client' }, 401)
    const statuses: number[] = []
    for (let index = 0; index < 6; index += 1) {
      const headers = basic(`client-${index}`)
      statuses.push((await call(world, { path: '/oauth2/token', query: '', token: null, body: grant, headers })).status)
    }
    assert.deepEqual(statuses, [401, 401, 401, 429, 429, 429])
  })

  it('cost successful clients nothing', async () => {
    await using world = await startGatewayWorld({ configuration: { failureBudget: budgetOf(2) } })
    world.upstream.answer = jsonOf({ access_token: 'x' })
    for (let index = 0; index < 6; index += 1) {
      const answer = await call(world, {
        path: '/oauth2/token',
        query: '',
        token: null,
        body: grant,
        headers: basic('a'),
      })
      assert.equal(answer.status, 200)
    }
  })
})
