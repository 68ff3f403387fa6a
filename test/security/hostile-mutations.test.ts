import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { call } from '#support/call-gateway.ts'
import { startFrontProxy } from '#support/front-proxy.ts'
import { startGatewayWorld } from '#support/gateway-world.ts'
import { bytesOf, canaryRequest, readHostileMessages, readMutations } from '#support/hostile-message.ts'
import { rawExchange } from '#support/raw-exchange.ts'
import { hasProgram } from '#support/run-program.ts'

const abreast = 16
const silenceMs = 120

/** Sends every message on a connection of its own, a good request behind it; the statuses each one got. */
async function sendAll(port: number, messages: readonly string[], authorization: string): Promise<string[][]> {
  const statuses: string[][] = []
  let next = 0
  await Promise.all(
    Array.from({ length: abreast }, async () => {
      for (let at = next++; at < messages.length; at = next++) {
        const bytes = bytesOf(messages[at] ?? '', authorization) + canaryRequest(authorization, 'followed')
        const answer = await rawExchange(port, bytes, silenceMs)
        statuses[at] = [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => match[1] ?? '')
      }
    }),
  )
  return statuses
}

const count = (statuses: readonly string[][], wanted: string) => statuses.flat().filter((one) => one === wanted).length

const fronts = ['haproxy', 'nginx'] as const
const installed = await Promise.all(fronts.map((front) => hasProgram(front, ['-v'])))

describe('R10: a request hidden in a message that is framed in two ways', () => {
  const messages = readMutations()

  it('is never carried out, and both paths answer alike', async () => {
    assert.ok(messages.length >= 500)
    const verdicts: string[][][] = []
    for (const fastPath of [true, false]) {
      await using world = await startGatewayWorld({ configuration: { fastPath } })
      const statuses = await sendAll(world.port, messages, `Authorization: Bearer ${world.signer.sign()}`)
      assert.equal(world.upstream.requests.length, count(statuses, '200'))
      assert.doesNotMatch(JSON.stringify(world.upstream.requests), /smuggled/)
      assert.equal((await call(world)).status, 200)
      assert.deepEqual(world.failures, [])
      verdicts.push(statuses)
    }
    for (const [at, message] of messages.entries())
      assert.deepEqual(verdicts[0]?.[at]?.[0], verdicts[1]?.[at]?.[0], message)
  })

  for (const [index, front] of fronts.entries()) {
    const skip = !installed[index] && `this machine lacks ${front}`
    it(`reaches nobody behind ${front} that ${front} did not count`, { skip }, async () => {
      const named = readHostileMessages()
      const corpus = [...messages, ...named.map(({ text }) => text)]
      await using world = await startGatewayWorld()
      await using proxy = await startFrontProxy(front, world.port)
      const statuses = await sendAll(proxy.port, corpus, `Authorization: Bearer ${world.signer.sign()}`)
      const forwarded = await proxy.forwarded()
      const answered = world.observations.length
      assert.ok(answered > 300 && answered <= forwarded, `${answered} answered, ${forwarded} forwarded`)
      assert.ok(world.upstream.requests.length <= answered)
      assert.deepEqual(
        world.observations.filter(({ status }) => status === 500),
        [],
      )
      assert.deepEqual(world.failures, [])
      // A front repairs or refuses what is framed badly; what a request asks for means the same behind it.
      for (const [at, { name, answers }] of named.entries()) {
        if (/^(?:path|query|body)\//.test(name)) assert.equal(statuses[messages.length + at]?.[0], answers[0], name)
      }
      assert.equal((await call(world)).status, 200)
    })
  }
})
