import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { freePorts } from '#support/free-ports.ts'
import { httpExchange } from '#support/http-exchange.ts'
import { managementCaller } from '#support/management-caller.ts'
import { createProofMaker } from '#support/proof-maker.ts'
import { signIn } from '#support/sign-in.ts'
import type { DemoFile } from '#support/start-platform.ts'
import { startRedisServer, whyNoRedis } from '#support/start-redis-server.ts'
import { type RoleProcess, runCommand, startRole } from '#support/start-role.ts'
import { startTcpBalancer } from '#support/tcp-balancer.ts'
import { testPostgresUrl } from '#support/test-postgres.ts'

/** The topology of docker-compose.yml as plain processes: two of control, issuer and gateway behind a load balancer. */
const skip = whyNoRedis() ?? false

test('two control replicas, two issuers and two gateways on PostgreSQL and Redis', { skip }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'octroi-topology-'))
  await using redis = await startRedisServer()
  const ports = await freePorts(20)
  const take = () => ports.pop() ?? 0
  const front = {
    portal: take(),
    production: take(),
    sandbox: take(),
    internal: take(),
    issuerP: take(),
    issuerS: take(),
  }
  const at = (port: number) => `http://127.0.0.1:${port}`
  const secret = 'k3Yf8QpWz1LrTn6VbXc9MhDs2GjRe5UaHo4EiJtBv7Nq'
  const token = 'enrol-7Zr2LwX9bTn4KmV6cYp1HsD8fGj3NeR5'
  const everywhere = {
    OCTROI_PROFILE: 'demo',
    OCTROI_DEMO_ANYWHERE: 'true',
    OCTROI_ENROLMENT_TOKEN: token,
    OCTROI_PUBLIC_URL: `http://localhost:${front.portal}`,
    OCTROI_GATEWAY_URL: `http://localhost:${front.production}`,
    OCTROI_SANDBOX_URL: `http://localhost:${front.sandbox}`,
    OCTROI_SANDBOX_ENGINE_PORT: String(take()),
    OCTROI_PROVIDERS_PORT: String(take()),
  }
  const inner = {
    ...everywhere,
    OCTROI_SANDBOX_ENGINE_URL: at(Number(everywhere.OCTROI_SANDBOX_ENGINE_PORT)),
    OCTROI_PROVIDERS_URL: at(Number(everywhere.OCTROI_PROVIDERS_PORT)),
    REDIS_URL: redis.url,
  }
  const database = {
    ...inner,
    OCTROI_SECRET: secret,
    DATABASE_URL: await testPostgresUrl(),
    OCTROI_DATABASE_SCHEMA: `topology_${process.pid}`,
  }
  const node = {
    ...inner,
    OCTROI_CONTROL_URL: at(front.internal),
    OCTROI_ISSUER_PRODUCTION_URL: at(front.issuerP),
    OCTROI_ISSUER_SANDBOX_URL: at(front.issuerS),
    OCTROI_GATEWAYS: '2',
  }
  const running: RoleProcess[] = []
  const dataDir = (name: string) => join(folder, name)
  function start(name: string, env: Record<string, string>): RoleProcess {
    const role = startRole({ ...env, OCTROI_DATA_DIR: dataDir(name) })
    running.push(role)
    return role
  }
  t.after(async () => {
    await Promise.all(running.map((role) => role.stop('SIGKILL')))
    rmSync(folder, { recursive: true, force: true })
  })

  await runCommand(['migrate'], { ...database, OCTROI_ROLE: 'control', OCTROI_DATA_DIR: dataDir('migrate') })
  start('sandbox', { ...everywhere, OCTROI_ROLE: 'sandbox' })

  const control = [0, 1].map((index) => ({ index, public: take(), internal: take() }))
  const controls: RoleProcess[] = []
  for (const one of control) {
    const role = start(`control-${one.index}`, {
      ...database,
      OCTROI_ROLE: 'control',
      OCTROI_PORT: String(one.public),
      OCTROI_INTERNAL_PORT: String(one.internal),
    })
    controls.push(role)
    await role.ready(at(one.public))
  }
  await using _portal = await startTcpBalancer(
    front.portal,
    control.map((one) => one.public),
  )
  await using _internal = await startTcpBalancer(
    front.internal,
    control.map((one) => one.internal),
  )

  const issuer = [0, 1].map((index) => ({ index, production: take(), sandbox: take() }))
  for (const one of issuer) {
    start(`issuer-${one.index}`, {
      ...node,
      OCTROI_ROLE: 'issuer',
      OCTROI_ISSUER_PRODUCTION_PORT: String(one.production),
      OCTROI_ISSUER_SANDBOX_PORT: String(one.sandbox),
    })
  }
  await using _issuerP = await startTcpBalancer(
    front.issuerP,
    issuer.map((one) => one.production),
  )
  await using _issuerS = await startTcpBalancer(
    front.issuerS,
    issuer.map((one) => one.sandbox),
  )

  const gatewayPorts = [take(), take()]
  const gateways = gatewayPorts.map((port, index) =>
    start(`gateway-${index}`, {
      ...node,
      OCTROI_ROLE: 'gateway',
      OCTROI_ENVIRONMENT: 'production',
      OCTROI_GATEWAY_PORT: String(port),
    }),
  )
  await using _production = await startTcpBalancer(front.production, gatewayPorts)
  await Promise.all(gateways.map((role, index) => role.ready(at(gatewayPorts[index] ?? 0))))
  await Promise.all(issuer.map((one, index) => running.at(-4 + index)?.ready(at(one.production))))

  const demo: DemoFile = JSON.parse(readFileSync(join(dataDir('control-0'), 'demo.json'), 'utf8'))
  const application = demo.applications.find((one) => one.environment === 'production')
  assert.ok(application)
  const basic = Buffer.from(`${application.client_id}:${application.client_secret}`).toString('base64')

  /** Asked at one issuer, past the gateways: both must know the application before anything is counted. */
  async function issuesTokens(port: number): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const answer = await httpExchange(`${at(port)}/oauth2/token`, {
        headers: { authorization: `Basic ${basic}`, host: `localhost:${front.production}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      })
      if (answer.status === 200) return
      await wait(100)
    }
    assert.fail('an issuer never issued a token')
  }
  await Promise.all(issuer.map((one) => issuesTokens(one.production)))

  async function newToken(): Promise<string> {
    const answer = await httpExchange(`${demo.production.issuer}/token`, {
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    assert.equal(answer.status, 200, answer.text)
    return answer.json.access_token
  }
  const call = (base: string, bearer: string) =>
    httpExchange(`${base}${demo.first_call.path}`, { headers: { authorization: `Bearer ${bearer}` } })

  await t.test('a proof shown to both issuers and both gateways at once serves once', async () => {
    const maker = createProofMaker()
    const tokenUrl = `${demo.production.issuer}/token`
    const path = demo.first_call.path.split('?', 1)[0]
    // A guard that begins to remember with its first proof refuses what was made before: begin, then wait a second.
    await httpExchange(tokenUrl, {
      headers: { authorization: `Basic ${basic}`, dpop: maker.prove({ method: 'POST', url: tokenUrl }) },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    await wait(2_000)
    for (let round = 0; round < 5; round += 1) {
      const asking = { authorization: `Basic ${basic}`, dpop: maker.prove({ method: 'POST', url: tokenUrl }) }
      const asks = Array.from({ length: 20 }, () =>
        httpExchange(tokenUrl, { headers: asking, body: new URLSearchParams({ grant_type: 'client_credentials' }) }),
      )
      const answers = await Promise.all(asks)
      const issued = answers.filter(({ status }) => status === 200)
      assert.equal(issued.length, 1, answers.map(({ status, text }) => `${status} ${text}`).join('\n'))
      const bound: string = issued[0]?.json.access_token
      const dpop = maker.prove({ method: 'GET', url: `${demo.production.gateway}${path}`, token: bound })
      const calls = Array.from({ length: 20 }, (_, index) =>
        httpExchange(`${at(gatewayPorts[index % 2] ?? 0)}${demo.first_call.path}`, {
          headers: { authorization: `DPoP ${bound}`, dpop },
        }),
      )
      const statuses = (await Promise.all(calls)).map(({ status }) => status).sort()
      assert.deepEqual(statuses, [200, ...Array.from({ length: 19 }, () => 401)])
    }
  })

  await t.test('a token of either issuer is good at either gateway', async () => {
    // Connections to the issuers are kept: which one answers is not the test's to choose.
    const signed = new Map<string, string>()
    for (let round = 0; round < 20 && signed.size < 2; round += 1) {
      for (const one of await Promise.all(Array.from({ length: 8 }, newToken))) {
        signed.set(JSON.parse(Buffer.from(one.split('.')[0] ?? '', 'base64url').toString()).kid, one)
      }
    }
    assert.equal(signed.size, 2, 'both issuers signed')
    const [first = '', second = ''] = signed.values()
    for (const [index, bearer] of [first, first, second, second].entries()) {
      const port = gatewayPorts[index % 2] ?? 0
      const answer = await httpExchange(`${at(port)}${demo.first_call.path}`, {
        headers: { authorization: `Bearer ${bearer}`, host: `localhost:${front.production}` },
      })
      assert.equal(answer.status, 200, answer.text)
    }
  })

  await t.test('the gateways count one limit together', async () => {
    const bearer = await newToken()
    await wait(1_050 - (Date.now() % 1_000))
    const answers = await Promise.all(Array.from({ length: 60 }, () => call(demo.production.gateway, bearer)))
    const admitted = answers.filter((answer) => answer.status === 200).length
    const refused = answers.filter((answer) => answer.status === 429).length
    assert.equal(admitted + refused, 60)
    // 20 a second, over as many seconds as the burst may have touched.
    assert.ok(admitted <= 60 && refused > 0, `${admitted} admitted`)
  })

  await t.test('a suspension made at one control replica is effective at both gateways', async () => {
    const administrator = demo.accounts.find((one) => one.role === 'operator administrator')
    assert.ok(administrator)
    const accessToken = await signIn({
      issuer: demo.login.issuer,
      clientId: demo.login.cli_client_id,
      ...administrator,
    })
    const caller = managementCaller(demo.management, accessToken)
    const bearer = await newToken()
    const organizations = await caller.get('/organizations?kind=consumer')
    const valmont = organizations.json.items.find((one: { name: string }) => one.name === 'Métropole de Valmont')
    const applications = await caller.get(`/organizations/${valmont.id}/applications`)
    const target = applications.json.items.find((one: { name: string }) => one.name === application.name)
    const suspended = await caller.put(`/applications/${target.id}/suspension`, { reason: 'Essai' })
    assert.equal(suspended.status, 200, suspended.text)
    assert.equal(suspended.json.effect?.effective, true, suspended.text)
    for (const port of gatewayPorts) {
      const answer = await httpExchange(`${at(port)}${demo.first_call.path}`, {
        headers: { authorization: `Bearer ${bearer}`, host: `localhost:${front.production}` },
      })
      assert.equal(answer.status, 403, answer.text)
    }
    const resumed = await httpExchange(`${demo.management}/applications/${target.id}/suspension`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${accessToken}` },
    })
    assert.equal(resumed.status, 200, resumed.text)
  })

  await t.test('with one control replica and one gateway killed, everything still answers', async () => {
    await controls[0]?.stop('SIGKILL')
    await gateways[0]?.stop('SIGKILL')
    const health = await httpExchange(`${demo.management}/openapi.json`)
    assert.equal(health.status, 200)
    await wait(1_000)
    const answer = await call(demo.production.gateway, await newToken())
    assert.equal(answer.status, 200, answer.text)
  })
})
