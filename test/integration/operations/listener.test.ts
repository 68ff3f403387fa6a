import assert from 'node:assert/strict'
import { Agent, get } from 'node:http'
import test from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { openListener } from '../../../server/processes/open-listener.ts'

function fetchText(url: string, agent: Agent | false = false): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      response.on('error', reject)
    }).on('error', reject)
  })
}

test('a listener on port 0 answers on both loopback families at the same port', async () => {
  const listener = await openListener({ hosts: ['127.0.0.1', '::1'], port: 0, tls: null })
  listener.serve((_request, response) => response.end('here'), { isReady: () => true })
  for (const server of listener.servers) {
    const { address, port, family } = server.address() as { address: string; port: number; family: string }
    assert.equal(port, listener.port)
    const host = family === 'IPv6' ? `[${address}]` : address
    assert.equal((await fetchText(`http://${host}:${port}/`)).text, 'here')
  }
  await listener.drain({ graceMs: 0, noticeMs: 0 })
})

test('a listener is alive and not ready before it serves, and says what readiness says after', async () => {
  const listener = await openListener({ hosts: ['127.0.0.1'], port: 0, tls: null })
  assert.equal((await fetchText(`${listener.url}/healthz/live`)).status, 200)
  assert.equal((await fetchText(`${listener.url}/healthz/ready`)).status, 503)
  assert.equal((await fetchText(`${listener.url}/anything`)).status, 503)
  let isReady = true
  listener.serve((_request, response) => response.end(), { isReady: () => isReady })
  assert.equal((await fetchText(`${listener.url}/healthz/ready`)).status, 200)
  isReady = false
  assert.equal((await fetchText(`${listener.url}/healthz/ready`)).status, 503)
  listener.serve((_request, response) => response.end(), { isReady: () => Promise.reject(new Error('store away')) })
  assert.equal((await fetchText(`${listener.url}/healthz/ready`)).status, 503)
  await listener.drain({ graceMs: 0, noticeMs: 0 })
})

test('draining says "not ready" first, lets a running request end, and then refuses connections', async () => {
  const listener = await openListener({ hosts: ['127.0.0.1'], port: 0, tls: null })
  const release = Promise.withResolvers<void>()
  listener.serve((_request, response) => void release.promise.then(() => response.end('whole')), {
    isReady: () => true,
  })
  const running = fetchText(`${listener.url}/slow`)
  await wait(50)
  const drained = listener.drain({ graceMs: 5_000, noticeMs: 150 })
  assert.equal((await fetchText(`${listener.url}/healthz/ready`)).status, 503)
  await wait(250)
  await assert.rejects(fetchText(`${listener.url}/new`))
  release.resolve()
  assert.equal((await running).text, 'whole')
  await drained
})

test('callers that keep their connections lose no request while the door closes', async () => {
  const listener = await openListener({ hosts: ['127.0.0.1'], port: 0, tls: null })
  listener.serve((_request, response) => response.end('whole'), { isReady: () => true })
  const lost: string[] = []
  let answered = 0
  const callers = Array.from({ length: 20 }, async (_none, caller) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (let isOpen = true; isOpen; ) {
      await wait(caller)
      try {
        await fetchText(listener.url, agent)
        answered += 1
      } catch (error) {
        isOpen = false
        // A new connection is refused: nothing was promised to whoever asks for one.
        const { code } = error as NodeJS.ErrnoException
        if (code !== 'ECONNREFUSED') lost.push(String(code))
      }
    }
    agent.destroy()
  })
  await wait(200)
  await listener.drain({ graceMs: 2_000, noticeMs: 0 })
  await Promise.all(callers)
  assert.deepEqual(lost, [])
  assert.ok(answered > 100)
})

test('a request that never ends is cut when the grace is over', async () => {
  const listener = await openListener({ hosts: ['127.0.0.1'], port: 0, tls: null })
  listener.serve(() => undefined, { isReady: () => true })
  const running = fetchText(`${listener.url}/endless`)
  await wait(50)
  await Promise.all([listener.drain({ graceMs: 100, noticeMs: 0 }), assert.rejects(running)])
})
