import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { call, callPath, validQuery } from '#support/call-gateway.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'
import { rawExchange } from '#support/raw-exchange.ts'

interface RefusedRequest {
  readonly name: string
  readonly head?: readonly string[]
  readonly raw?: string
  readonly body?: string
  readonly status: number
}

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/gateway/${name}`, import.meta.url), 'utf8'))
const requests: readonly RefusedRequest[] = fixture('refused-requests.json')
const paths: readonly string[] = fixture('refused-paths.json')
/** Follows every bad message on the same connection: were it smuggled, the upstream would see it. */
const canary = `GET ${callPath}?canary=1 HTTP/1.1\r\nHost: a.example\r\n\r\n`

for (const fastPath of [true, false]) {
  describe(`a message no two servers read alike, ${fastPath ? 'on the fast path' : 'without the fast path'},`, () => {
    let world: GatewayWorld
    let auth = ''
    before(async () => {
      world = await startGatewayWorld({ configuration: { fastPath } })
      auth = `Authorization: Bearer ${world.signer.sign()}`
    })
    after(() => world[Symbol.asyncDispose]())

    const fill = (text: string) =>
      text
        .replaceAll('{path}', `${callPath}?${validQuery}`)
        .replaceAll('{auth}', auth)
        .replaceAll('{long}', 'a'.repeat(8200))

    for (const one of requests) {
      it(`is refused: ${one.name}`, async () => {
        const before = world.upstream.requests.length
        const bytes = fill(one.raw ?? `${(one.head ?? []).join('\r\n')}\r\n\r\n`) + (one.body ?? '')
        const text = await rawExchange(world.port, bytes + canary)
        assert.match(text, new RegExp(`^HTTP/1.1 ${one.status} `), text.slice(0, 200))
        assert.equal(world.upstream.requests.length, before)
      })

      // `node:http` reads ahead, and gives up the good one's answer for it.
      if (fastPath)
        it(`is refused after a good one on the same connection: ${one.name}`, async () => {
          const before = world.upstream.requests.length
          const good = fill('GET {path} HTTP/1.1\r\nHost: a.example\r\n{auth}\r\n\r\n')
          const bytes = fill(one.raw ?? `${(one.head ?? []).join('\r\n')}\r\n\r\n`) + (one.body ?? '')
          const text = await rawExchange(world.port, good + bytes + canary)
          assert.match(text, /^HTTP\/1\.1 200 /, text.slice(0, 200))
          assert.deepEqual(text.match(/HTTP\/1\.1 \d{3} /g)?.slice(1, 2), [`HTTP/1.1 ${one.status} `], text)
          assert.equal(world.upstream.requests.length, before + 1)
        })
    }

    for (const path of paths) {
      it(`is refused: the path ${path}`, async () => {
        const before = world.upstream.requests.length
        const text = await rawExchange(
          world.port,
          `GET ${path}?${validQuery} HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n${auth}\r\n\r\n`,
        )
        assert.match(text, /^HTTP\/1\.1 40[04] /, text.slice(0, 200))
        assert.equal(world.upstream.requests.length, before)
      })
    }

    it('and the corpus is large, and the gateway is well afterwards', async () => {
      assert.ok(requests.length + paths.length >= 60)
      assert.equal((await call(world)).status, 200)
      assert.deepEqual(world.failures, [])
    })

    it('while the canonical form of the same request passes', async () => {
      const text = await rawExchange(
        world.port,
        `GET ${callPath}?${validQuery} HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n${auth}\r\n\r\n`,
      )
      assert.match(text, /^HTTP\/1\.1 200 /)
    })
  })
}
