import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { deriveEnrolmentToken } from '#core/nodes/derive-enrolment-token.ts'
import { createJsonClient, type JsonAnswer, type JsonRequest } from '#kit/json-client.ts'
import { openControlWorld, temporaryDirectory, testMaster } from '#support/control-world.ts'
import { startNode, type TestNode } from '#support/gateway-node.ts'

const root = '/internal/v1'

function problemOf(answer: JsonAnswer): { status: number; slug: string; fields: string[] } {
  const { type, errors = [] } = answer.body as { type: string; errors?: { field: string }[] }
  return { status: answer.status, slug: type.split('/').at(-1) ?? '', fields: errors.map(({ field }) => field) }
}

function reportOf(node: TestNode): Record<string, unknown> {
  const { node_id, role, environment } = node.session
  const served = { epoch: randomUUID(), revision: 0, snapshot_age_ms: 0, draining: false }
  return { format_version: 1, node_id, role, environment, ...served }
}

test('the internal listener answers its own messages only, to enrolled nodes only, and says what is wrong', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using dir = await temporaryDirectory()
  await using node = await startNode(control.url, dir.path)
  const client = createJsonClient(control.url)
  const token = node.session.token()
  const report = reportOf(node)

  async function send(request: Partial<JsonRequest>): Promise<ReturnType<typeof problemOf>> {
    const answer = await client.send({ method: 'POST', path: `${root}/reports`, token, timeoutMs: 2_000, ...request })
    return answer.body === null ? { status: answer.status, slug: '', fields: [] } : problemOf(answer)
  }

  for (const path of [
    '/',
    '/healthz',
    '/management/v1/apis',
    `${root}/`,
    `${root}/reports/x`,
    '/internal/v2/reports',
  ]) {
    assert.deepEqual(await send({ method: 'GET', path }), { status: 404, slug: 'not-found', fields: [] }, path)
  }
  for (const refused of [
    undefined,
    'x',
    `${token}x`,
    token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    deriveEnrolmentToken(testMaster),
  ]) {
    assert.deepEqual((await send({ token: refused, body: report })).slug, 'node-token-refused')
  }
  assert.equal((await send({ path: `${root}/enrol`, body: { node_id: 'x1' } })).slug, 'node-token-refused')
  assert.equal((await send({ body: { ...report, from_the_next_release: [1] } })).status, 204)
  assert.deepEqual(await send({ body: { ...report, revision: -1, draining: 'no' } }), {
    status: 400,
    slug: 'invalid-request',
    fields: ['/revision', '/draining'],
  })
  assert.deepEqual((await send({ body: { ...report, format_version: 2 } })).fields, ['/format_version'])
  assert.equal((await send({ body: { ...report, node_id: 'gateway-of-another' } })).slug, 'node-not-allowed')
  assert.equal((await send({ body: { ...report, environment: 'sandbox' } })).slug, 'node-not-allowed')
  assert.deepEqual((await send({ body: { ...report, padding: 'x'.repeat(5_000) } })).status, 413)
  assert.equal((await send({})).slug, 'malformed-request')
  const publishing = {
    environment: 'production',
    kid: 'k',
    node_id: node.session.node_id,
    jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'k' },
  }
  assert.equal((await send({ path: `${root}/issuer-keys`, body: publishing })).slug, 'node-not-allowed')
  assert.equal((await send({ method: 'GET', path: `${root}/watch?environment=sandbox` })).slug, 'node-not-allowed')
  assert.deepEqual((await send({ method: 'GET', path: `${root}/watch?environment=moon` })).fields, ['/environment'])
  assert.deepEqual(control.failures, [])
  client.close()
})

test('of many concurrent claims exactly one is the first, in each environment, until its time is over', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using one = await temporaryDirectory()
  await using two = await temporaryDirectory()
  await using issuer = await startNode(control.url, one.path, { role: 'issuer' })
  await using sandbox = await startNode(control.url, two.path, { role: 'issuer', environment: 'sandbox' })
  const claims = await Promise.all(Array.from({ length: 20 }, () => issuer.control.claim('jti-1', 60_000)))
  assert.equal(claims.filter(Boolean).length, 1)
  assert.equal(await sandbox.control.claim('jti-1', 60_000), true)
  assert.equal(await issuer.control.claim('jti-2', 1), true)
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(await issuer.control.claim('jti-2', 60_000), true)
  assert.equal(await issuer.control.claim('jti-2', 60_000), false)
})

test('an issuer publishes the public half of its key, and learns when every gateway has it', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using one = await temporaryDirectory()
  await using two = await temporaryDirectory()
  await using gateway = await startNode(control.url, one.path)
  await using issuer = await startNode(control.url, two.path, { role: 'issuer' })
  await gateway.follower.ready()
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  }

  await assert.rejects(issuer.control.publishIssuerKey('key-1', { ...jwk, d: 'private' }), /400/)
  const revision = await issuer.control.publishIssuerKey('key-1', jwk)
  assert.equal(await issuer.control.publishIssuerKey('key-1', jwk), revision)
  await assert.rejects(issuer.control.publishIssuerKey('key-1', { ...jwk, x: 'other' }), /409/)
  await world.reported(gateway.session.node_id, revision)
  assert.equal(await issuer.control.isAcknowledged(revision), true)
  assert.equal(await issuer.control.isAcknowledged(revision + 1), false)
  const published = gateway.follower.current()?.states.issuer_key.get('key-1')
  assert.deepEqual(published?.jwk, { ...jwk, kid: 'key-1', alg: 'ES256', use: 'sig' })

  await issuer.control.withdrawIssuerKey('key-1')
  await issuer.control.withdrawIssuerKey('key-1')
  await world.reported(gateway.session.node_id, revision + 1)
  assert.equal(gateway.follower.current()?.states.issuer_key.size, 0)
})

test('a node whose token was replaced enrols again by itself', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using dir = await temporaryDirectory()
  await using node = await startNode(control.url, dir.path)
  const client = createJsonClient(control.url)
  const { node_id, role, environment } = node.session
  await node.follower.ready()
  await world.reported(node_id, 0)
  const before = node.session.token()
  const enrolment = {
    method: 'POST',
    path: `${root}/enrol`,
    token: deriveEnrolmentToken(testMaster),
    timeoutMs: 2_000,
  } as const
  assert.equal((await client.send({ ...enrolment, body: { node_id, role, environment } })).status, 200)
  assert.equal(await node.control.isAcknowledged(0), true)
  assert.notEqual(node.session.token(), before)
  client.close()
})
