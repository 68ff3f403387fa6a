import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { createWebhookSender } from '#adapters/system/webhook-sender.ts'
import { createAddressRules } from '#kit/address-rules.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

let sandbox: SandboxUnderTest
let receiver: Server
let url: string
const received: Received[] = []
/** Statuses of the next answers; 204 when there are none left. */
const answers: number[] = []

before(async () => {
  sandbox = await startSandbox()
  receiver = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ headers: request.headers, body })
    const status = answers.shift() ?? 204
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`
})
after(async () => {
  await sandbox[Symbol.asyncDispose]()
  receiver.close()
  receiver.closeAllConnections()
})
beforeEach(() => {
  received.length = 0
  answers.length = 0
})

async function control(app: string, line: string, body?: unknown, name?: string) {
  const [method = '', path = ''] = line.split(' ')
  const response = await fetch(`${sandbox.engine}/sandbox${path}`, {
    method,
    headers: { 'octroi-application': app, ...(name === undefined ? {} : { 'x-sandbox-name': name }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: answers of several operations, read by assertions
  return { status: response.status, json: (await response.json()) as any }
}

async function settled(app: string, name?: string) {
  for (let tries = 0; tries < 400; tries++) {
    const { items } = (await control(app, 'GET /deliveries', undefined, name)).json
    if (items.length > 0 && items.every(({ state }: { state: string }) => state !== 'waiting')) return items
    await wait(5)
  }
  throw new Error('deliveries are still waiting')
}

describe('webhooks of a sandbox', () => {
  it('get what the calendar did when the clock moved, in order and signed', async () => {
    const made = await control('mover', 'PUT /webhook', { url })
    assert.equal(made.status, 200)
    const { secret } = made.json
    assert.match(secret, /^whsec_/)
    const { json: moved } = await control('mover', 'POST /clock/advance', { by: 'P5M' })
    assert.ok(moved.events.length >= 10)
    await settled('mover')
    const told = received.map(({ body }) => JSON.parse(body))
    assert.deepEqual(
      told.map(({ data }) => ({ date: data.date, type: data.type })),
      moved.events,
    )
    for (const { headers, body } of received) {
      const { id, specversion, type } = JSON.parse(body)
      assert.deepEqual([specversion, type.startsWith('octroi.sandbox.')], ['1.0', true])
      assert.equal(headers['content-type'], 'application/cloudevents+json; charset=utf-8')
      assert.equal(headers['webhook-id'], id)
      const signed = `${id}.${headers['webhook-timestamp']}.${body}`
      const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
      const expected = createHmac('sha256', key).update(signed).digest('base64')
      assert.equal(headers['webhook-signature'], `v1,${expected}`)
    }
  })

  it('are tried again after a failure while the next event waits, and given up after the last attempt', async () => {
    await control('failer', 'PUT /webhook', { url, events: ['benefits-revalued', 'school-year-began'] })
    answers.push(500, 302, 503, 500)
    await control('failer', 'PUT /clock', { now: '2027-09-02' })
    const [first, second] = await settled('failer')
    assert.deepEqual([first.type, first.state], ['benefits-revalued', 'given-up'])
    assert.deepEqual(
      first.attempts.map(({ status }: { status: number }) => status),
      [500, 302, 503, 500],
    )
    assert.deepEqual([second.type, second.state, second.attempts.length], ['school-year-began', 'delivered', 1])
    assert.equal(received.length, 5)
    const again = await control('failer', `POST /deliveries/${first.id}/replay`)
    assert.equal(again.status, 202)
    const [replayed] = await settled('failer')
    assert.equal(replayed.state, 'delivered')
    assert.equal(JSON.parse(received.at(-1)?.body ?? '').id, first.id)
    assert.equal((await control('failer', 'POST /deliveries/nothing/replay')).status, 404)
  })

  it('get an event fired by hand, dated on the sandbox’s day', async () => {
    assert.equal((await control('firer', 'POST /events/month-began/fire')).status, 409)
    await control('firer', 'PUT /webhook', { url, events: ['school-year-began'] })
    await control('firer', 'PUT /clock', { now: '2028-02-29' })
    assert.equal((await control('firer', 'POST /events/month-began/fire')).status, 202)
    const items = await settled('firer')
    assert.deepEqual([items.at(-1).type, items.at(-1).date], ['month-began', '2028-02-29'])
    const unknown = await control('firer', 'POST /events/doomsday/fire')
    assert.equal(unknown.status, 404)
    assert.match(unknown.json.detail, /benefits-revalued/)
  })

  it('are of one sandbox of one application, show their secret once, and outlive a reset', async () => {
    await control('owner', 'PUT /webhook', { url }, 'ci')
    for (const [app, name] of [
      ['owner', undefined],
      ['other', 'ci'],
    ] as const) {
      assert.equal((await control(app, 'GET /webhook', undefined, name)).status, 404)
      await control(app, 'PUT /clock', { now: '2027-01-02' }, name)
      assert.deepEqual((await control(app, 'GET /deliveries', undefined, name)).json.items, [])
    }
    await control('owner', 'POST /reset', undefined, 'ci')
    assert.deepEqual((await control('owner', 'GET /webhook', undefined, 'ci')).json, { url, events: [] })
    assert.equal((await control('owner', 'DELETE /webhook', undefined, 'ci')).status, 200)
    await control('owner', 'PUT /clock', { now: '2027-02-02' }, 'ci')
    assert.equal(received.length, 0)
  })

  it('refuse an address that is none, and events that do not exist', async () => {
    for (const wrong of ['ftp://a.example/', 'not a url', 'http://user:password@a.example/', 'http://a.example/#x'])
      assert.equal((await control('wrong', 'PUT /webhook', { url: wrong })).status, 400, wrong)
    assert.equal((await control('wrong', 'PUT /webhook', { url, events: ['doomsday'] })).status, 400)
  })

  it('never reach an address of the inside, by literal or by name', async () => {
    const send = createWebhookSender(createAddressRules([]))
    const { port } = receiver.address() as AddressInfo
    const signal = new AbortController().signal
    for (const host of [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '169.254.169.254',
      '10.0.0.1',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
    ]) {
      const outcome = await send({ url: `http://${host}:${port}/`, headers: {}, body: '{}', signal })
      assert.deepEqual(outcome, { kind: 'failed', reason: 'address-refused' }, host)
    }
    assert.equal(received.length, 0)
  })
})
