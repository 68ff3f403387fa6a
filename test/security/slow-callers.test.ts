import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { callPath, validQuery } from '#support/call-gateway.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'

const capacity = 60
const slowCallers = 3 * capacity
const limits = { headersTimeout: 700, requestTimeout: 1400, connectionsCheckingInterval: 50, keepAliveTimeout: 500 }

// biome-ignore format: one way to be slow a line
const ways: Readonly<Record<string, readonly string[]>> = {
  'says nothing': [],
  'sends its headers byte by byte': ['GET / HTTP/1.1\r\n', 'X', '-', 'A', ': ', 'b', 'c'],
  'sends its body byte by byte': [
    `POST ${callPath} HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n`,
    '{', '"', 'r', 'e',
  ],
  'sends chunks byte by byte': [
    `POST ${callPath} HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    '1\r\n{\r\n', '1\r\n"\r\n', '1\r\na\r\n',
  ],
}

/** Opens many connections that are all slow in this way, and keeps at it. */
async function openSlow(world: GatewayWorld, pieces: readonly string[]): Promise<{ sockets: Socket[]; end(): void }> {
  const sockets = Array.from({ length: slowCallers }, () => {
    const socket = connect(world.port, '127.0.0.1', () => socket.write(pieces[0] ?? ''))
    socket.on('error', () => {}).resume()
    return socket
  })
  let at = 1
  const timer = setInterval(() => {
    const piece = pieces[at++]
    if (piece !== undefined) for (const socket of sockets) if (socket.writable) socket.write(piece)
  }, 60)
  await wait(100)
  return {
    sockets,
    end() {
      clearInterval(timer)
      for (const socket of sockets) socket.destroy()
    },
  }
}

for (const fastPath of [true, false]) {
  describe(`R19: a crowd that ${fastPath ? 'meets the fast path' : 'does not'} and`, () => {
    for (const [way, pieces] of Object.entries(ways)) {
      it(`${way} keeps nobody else from being answered, and is let go`, async () => {
        await using world = await startGatewayWorld({
          server: limits,
          configuration: { fastPath, maxConnections: capacity },
        })
        const headers = { authorization: `Bearer ${world.signer.sign()}` }
        const crowd = await openSlow(world, pieces)
        try {
          const statuses: number[] = []
          for (let turn = 0; turn < 40; turn += 1) {
            // A connection of its own for each: new callers are the ones a full house would turn away.
            const dispatcher = new Agent({ pipelining: 0 })
            const answer = await request(`${world.url}${callPath}?${validQuery}`, { headers, dispatcher })
            await answer.body.dump()
            statuses.push(answer.statusCode)
            await dispatcher.close()
          }
          assert.deepEqual(statuses, Array(40).fill(200))
          const end = performance.now() + 10_000
          while (crowd.sockets.some((socket) => !socket.closed) && performance.now() < end) await wait(50)
          assert.equal(crowd.sockets.filter((socket) => !socket.closed).length, 0, 'connections that are still open')
          assert.deepEqual(world.failures, [])
        } finally {
          crowd.end()
        }
      })
    }
  })
}
