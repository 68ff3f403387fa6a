import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { request } from 'undici'
import { call, callPath, validQuery } from '#support/call-gateway.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
const bodyOf = (value: number) =>
  JSON.stringify({ data: { quotient_familial: { valeur: value, annee: 2026 } }, links: {}, meta: {} })
const whole = (value: number) => `${head}Content-Length: ${bodyOf(value).length}\r\n\r\n${bodyOf(value)}`

/** What a broken provider does with the question numbered `n`. */
type Fault = (socket: Socket, n: number) => void
const stolen = 999_999

// biome-ignore format: one fault a line
const faults: Readonly<Record<string, Fault>> = {
  'resets in the middle of a body': (socket, n) => socket.write(whole(n).slice(0, -10), () => socket.resetAndDestroy()),
  'closes in the middle of a body': (socket, n) => socket.end(whole(n).slice(0, -10)),
  'closes after the head': (socket) => socket.end(`${head}Content-Length: 50\r\n\r\n`),
  'sends less than it announced and waits': (socket, n) => void socket.write(whole(n).slice(0, -10)),
  'ends a chunked body without its last chunk': (socket, n) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n${bodyOf(n).length.toString(16)}\r\n${bodyOf(n)}\r\n`),
  'sends a chunk longer than its size': (socket, n) => void socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n5\r\n${bodyOf(n)}\r\n0\r\n\r\n`),
  'sends a second answer nobody asked for': (socket, n) => void socket.write(whole(n) + whole(stolen)),
  'sends a second answer a little later': (socket, n) => { socket.write(whole(n)); setImmediate(() => socket.write(whole(stolen))) },
  'floods informational answers first': (socket, n) => void socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(12) + whole(n)),
  'switches protocols': (socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
  'sends headers without end': (socket) => void socket.write(`HTTP/1.1 200 OK\r\n${'X-A: aaaaaaaaaaaaaaaa\r\n'.repeat(4000)}`),
  'answers before it has read': (socket) => socket.end(whole(stolen).replace('200 OK', '2000 OK')),
  'lets go of the connection': (socket) => socket.destroy(),
}

async function startBefore(answer: Fault, fastPath: boolean) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    socket.on('data', (bytes) => {
      const n = Number(/x-correlation-id: n(\d+)/i.exec(bytes.toString('latin1'))?.[1])
      answer(socket, n)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const world = await startGatewayWorld({
    configuration: { fastPath, upstreamAllow: ['127.0.0.0/8'] },
    snapshot: (draft) => {
      const api = draft.states.api.get('quotient-familial@v3')!
      const descriptor = { ...api.descriptor, upstream_deadline_ms: 400 }
      draft.states.api.set('quotient-familial@v3', { ...api, descriptor, upstream_url: url })
    },
  })
  return {
    world,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

async function ask(world: GatewayWorld, token: string, n: number) {
  const headers = { authorization: `Bearer ${token}`, 'x-correlation-id': `n${n}` }
  const answer = await request(`${world.url}${callPath}?${validQuery}`, { headers })
  const text = await answer.body.text()
  return { status: answer.statusCode, text }
}

for (const fastPath of [true, false]) {
  describe(`R29: a provider, ${fastPath ? 'on the fast path' : 'without the fast path'}, that`, () => {
    for (const [name, fault] of Object.entries(faults)) {
      it(`${name} never gives a caller half an answer, or another one's`, async () => {
        await using setting = await startBefore(fault, fastPath)
        const { world } = setting
        const token = world.signer.sign()
        for (let n = 1; n <= 3; n += 1) {
          const { status, text } = await ask(world, token, n)
          if (status === 200) assert.equal(JSON.parse(text).data.quotient_familial.valeur, n)
          else assert.ok([502, 503, 504].includes(status), `${status} ${text}`)
          assert.doesNotMatch(text, /999999/)
        }
        assert.deepEqual(world.failures, [])
      })
    }

    it('does all of it in turns gives nobody the answer to the question of another', async () => {
      // What comes after the next question was sent is its answer for every HTTP/1.1 client; the slow way costs seconds.
      const left = new Set(['sends a second answer a little later', 'sends less than it announced and waits'])
      const ways = Object.entries(faults).flatMap(([name, fault]) => (left.has(name) ? [] : [fault]))
      const answer: Fault = (socket, n) =>
        n % 3 === 0 ? ways[n % ways.length]?.(socket, n) : void socket.write(whole(n))
      await using setting = await startBefore(answer, fastPath)
      const { world } = setting
      let next = 0
      let good = 0
      const token = world.signer.sign()
      await Promise.all(
        Array.from({ length: 12 }, async () => {
          for (let n = next++; n < 300; n = next++) {
            const { status, text } = await ask(world, token, n)
            if (status === 200) assert.equal(JSON.parse(text).data.quotient_familial.valeur, n)
            else assert.ok([429, 502, 503, 504].includes(status), `${status} ${text}`)
            if (status === 200) good += 1
          }
        }),
      )
      assert.ok(good > 80, String(good))
      assert.equal((await call(world, { path: '/healthz/live', query: '', token: null })).status, 200)
    })
  })
}
