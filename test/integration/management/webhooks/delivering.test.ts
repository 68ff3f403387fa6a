import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { createWebhookSender } from '#adapters/system/webhook-sender.ts'
import { makeDeliveries } from '#core/webhooks/make-deliveries.ts'
import { sendDeliveries } from '#core/webhooks/send-deliveries.ts'
import { createAddressRules } from '#kit/address-rules.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { approveAccess } from '#support/request-access.ts'

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

let world: AccessWorld
let receiver: Server
let url: string
const received: Received[] = []
/** Statuses of the next answers; 204 when there are none left. */
const answers: number[] = []

before(async () => {
  world = await openAccessWorld()
  receiver = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ headers: request.headers, body })
    response.writeHead(answers.shift() ?? 204).end()
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`
  await pass()
})
after(async () => {
  await world[Symbol.asyncDispose]()
  receiver.closeAllConnections()
  receiver.close()
})
beforeEach(async () => {
  const { json } = await world.as.denis.get(list())
  for (const { id } of json.items) await world.as.denis.delete(`/webhooks/${id}`)
  received.length = 0
  answers.length = 0
})

const list = () => `/organizations/${world.organizations.valmont}/webhooks`

/** One turn of what runs every five seconds, with receivers of this machine allowed or not. */
async function pass(allowed: readonly string[] = ['127.0.0.1']): Promise<void> {
  world.clock.advance(11_000)
  await makeDeliveries(world.deps)
  const sendWebhook = createWebhookSender(createAddressRules(allowed))
  await sendDeliveries({ ...world.deps, sendWebhook }, new AbortController().signal)
}

async function register(topics: readonly string[] = []): Promise<{ id: string; secret: string }> {
  const { status, json, text } = await world.as.denis.post(list(), { url, topics })
  assert.equal(status, 201, text)
  return { id: json.webhook.id, secret: json.secret }
}

async function deliveries(id: string) {
  return (await world.as.denis.get(`/webhooks/${id}/deliveries`)).json.items
}

/** Whether one of the signatures is made with this secret, as a receiver checks it. */
function isSignedWith(secret: string, { headers, body }: Received): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  return String(headers['webhook-signature']).split(' ').includes(expected)
}

test('an approval reaches the webhook of who asked, signed, once', async () => {
  const { id, secret } = await register()
  await approveAccess(world)
  await pass()
  await pass()
  const approvals = received.filter(({ body }) => JSON.parse(body).type === 'octroi.access_request.approved')
  assert.equal(approvals.length, 1)
  assert.ok(isSignedWith(secret, approvals[0]!))
  assert.ok(!isSignedWith(`whsec_${Buffer.alloc(32).toString('base64')}`, approvals[0]!))
  const event = JSON.parse(approvals[0]!.body)
  assert.equal(event.specversion, '1.0')
  assert.match(event.subject, /^access_request\//)
  assert.ok((await deliveries(id)).every(({ state }: { state: string }) => state === 'delivered'))
})

test('only the topics asked for are sent, and another organization is told nothing', async () => {
  await register(['quotas'])
  const other = await world.as.rita.post(`/organizations/${world.organizations.rival}/webhooks`, { url })
  assert.equal(other.status, 201)
  await approveAccess(world)
  await pass()
  assert.deepEqual(received, [])
})

test('a declared stop reaches whoever asked for maintenance', async () => {
  await register(['maintenance'])
  const starts = world.clock.now() + 86_400_000
  const declared = await world.as.claude.post('/maintenance-windows', {
    target: 'api:quotient-familial/v3',
    starts_at: new Date(starts).toISOString(),
    ends_at: new Date(starts + 3_600_000).toISOString(),
    reason: 'A new database',
  })
  assert.equal(declared.status, 201, declared.text)
  await pass()
  const [stop] = received.map(({ body }) => JSON.parse(body))
  assert.equal(stop?.type, 'octroi.maintenance.declared')
  assert.equal(stop?.data.target, 'api:quotient-familial/v3')
})

test('a receiver that fails is tried again later with the same id, and given up after the eighth time', async () => {
  const { id } = await register()
  answers.push(...Array.from({ length: 8 }, () => 500))
  await world.as.denis.post(`/webhooks/${id}/tests`)
  await pass()
  assert.equal(received.length, 1)
  const [waiting] = await deliveries(id)
  assert.equal(waiting.state, 'waiting')
  assert.deepEqual(waiting.attempts[0].status, 500)
  for (let tries = 0; tries < 12; tries += 1) {
    world.clock.advance(8 * 3_600_000)
    await pass()
  }
  assert.equal(received.length, 8)
  assert.equal(new Set(received.map(({ headers }) => headers['webhook-id'])).size, 1)
  assert.equal((await deliveries(id))[0].state, 'given_up')
  const replay = await world.as.denis.post(`/webhooks/${id}/deliveries/${waiting.id}/replay`)
  assert.equal(replay.status, 200)
  await pass()
  assert.equal(received.length, 9)
  assert.equal(received[8]?.headers['webhook-id'], waiting.id)
  assert.equal((await deliveries(id))[0].state, 'delivered')
})

test('during a rotation both secrets sign, afterwards the new one alone', async () => {
  const { id, secret } = await register()
  const rotated = await world.as.denis.post(`/webhooks/${id}/rotation`, { overlap_seconds: 3600 })
  assert.equal(rotated.status, 201)
  await world.as.denis.post(`/webhooks/${id}/tests`)
  await pass()
  assert.deepEqual([isSignedWith(secret, received[0]!), isSignedWith(rotated.json.secret, received[0]!)], [true, true])
  world.clock.advance(3_600_000)
  await world.as.denis.post(`/webhooks/${id}/tests`)
  await pass()
  assert.deepEqual([isSignedWith(secret, received[1]!), isSignedWith(rotated.json.secret, received[1]!)], [false, true])
})

test('a receiver inside the network of the platform is refused on the address itself', async () => {
  const { id } = await register()
  await world.as.denis.post(`/webhooks/${id}/tests`)
  await pass([])
  assert.deepEqual(received, [])
  const [refused] = await deliveries(id)
  assert.deepEqual([refused.attempts[0].status, refused.attempts[0].reason], [null, 'address-refused'])
})

test('addresses with a password, a fragment, another scheme or without TLS are refused by name', async () => {
  const bad = [
    'https://user:secret@hooks.example.org/',
    'https://hooks.example.org/#here',
    'ftp://hooks.example.org/',
    'http://10.0.0.1/',
    'http://localhost.example.org/',
    'not an address',
  ]
  for (const address of bad) {
    const { status, json } = await world.as.denis.post(list(), { url: address })
    assert.equal(status, 400, address)
    assert.equal(json.errors[0].field, 'url')
  }
})

test('no secret is in the store, in lists or in the history', async () => {
  const { id, secret } = await register()
  const shown = [
    (await world.as.denis.get(list())).text,
    (await world.as.denis.get(`/webhooks/${id}/deliveries`)).text,
    (await world.as.denis.get(`/organizations/${world.organizations.valmont}/events?page_size=200`)).text,
  ]
  for (const text of shown) assert.ok(!text.includes(secret))
})
