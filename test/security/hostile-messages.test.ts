import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { call } from '#support/call-gateway.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'
import { bytesOf, canaryRequest, type HostileMessage, readHostileMessages } from '#support/hostile-message.ts'
import { rawExchange } from '#support/raw-exchange.ts'

const messages = readHostileMessages()
const follower = 'followed'

/** What one gateway made of a message, and what its provider saw. */
async function judge(world: GatewayWorld, text: string, message: HostileMessage): Promise<void> {
  const seen = world.upstream.requests.length
  const authorization = `Authorization: Bearer ${world.signer.sign()}`
  const answer = await rawExchange(world.port, text + canaryRequest(authorization, follower), 400)
  const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => match[1])
  // Where a body is left unread the connection may end; the good one behind it is then not answered.
  const ended = /\r\nConnection: close\r\n/.exec(answer) && statuses.length === message.answers.length - 1
  const expected = ended ? message.answers.slice(0, -1) : message.answers
  assert.deepEqual(statuses, expected, `${message.why}\n${answer.slice(0, 600)}`)
  const asked = world.upstream.requests.slice(seen)
  assert.equal(asked.length, statuses.filter((status) => status === '200').length, 'one question for each answer')
  for (const { rawHeaders, url } of asked) {
    const written = JSON.stringify(rawHeaders)
    assert.doesNotMatch(written, /smuggled|evil\.example|app-9|13000766000017/i)
    assert.doesNotMatch(written, /transfer-encoding|upgrade|x-http-method|x-original|proxy-connection|"te"|"range"/i)
    assert.match(url, /^\/[\w./?&=%-]*$/)
  }
}

for (const fastPath of [true, false]) {
  describe(`R10: a hostile message, ${fastPath ? 'on the fast path' : 'without the fast path'},`, () => {
    let world: GatewayWorld
    before(async () => {
      world = await startGatewayWorld({ configuration: { fastPath } })
    })
    after(() => world[Symbol.asyncDispose]())
    const fill = (text: string) => bytesOf(text, `Authorization: Bearer ${world.signer.sign()}`)

    for (const message of messages) {
      it(`is answered ${message.answers.join(', ')}: ${message.name}`, () => judge(world, fill(message.text), message))
    }

    // `node:http` reads ahead, and gives up the good one's answer for a bad one behind it.
    if (fastPath) {
      for (const message of messages.filter(({ answers }) => answers.length === 1)) {
        it(`is refused behind a good one too: ${message.name}`, () => {
          const good = fill('GET {path} HTTP/1.1\r\nHost: a.example\r\n{auth}\r\n\r\n')
          return judge(world, good + fill(message.text), { ...message, answers: ['200', ...message.answers] })
        })
      }
    }

    it('and the corpus is large, and the gateway is well afterwards', async () => {
      assert.ok(messages.length >= 240)
      assert.equal((await call(world)).status, 200)
      assert.deepEqual(world.failures, [])
    })
  })
}
