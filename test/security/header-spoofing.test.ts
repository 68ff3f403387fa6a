import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { call } from '#support/call-gateway.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'

const forged = 'forged-value'
const names = [
  ...[
    'Octroi-Request-Id',
    'Octroi-Application',
    'Octroi-Recipient',
    'Octroi-Legal-Context',
    'Octroi-Environment',
    'Octroi-Subject',
  ],
  ...[
    'X-Octroi-Application',
    'X-Consumer-Id',
    'X-Consumer-Username',
    'X-Credential-Identifier',
    'X-Anonymous-Consumer',
  ],
  ...[
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
    'X-Forwarded-Prefix',
    'Forwarded',
    'X-Real-IP',
    'Via',
  ],
  ...[
    'X-Request-Id',
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-HTTP-Method-Override',
    'X-Client-Cert',
    'X-SSL-Client-Verify',
  ],
  ...[
    'traceparent',
    'tracestate',
    'baggage',
    'x-astro-path',
    'x-middleware-subrequest',
    'Proxy-Authorization',
    'TE',
    'Trailer',
  ],
  ...[
    'Cookie',
    'X-Api-Key-Other',
    'Range',
    'If-None-Match',
    'Accept-Encoding',
    'Content-Encoding',
    'Origin',
    'Referer',
  ],
]
const forms: readonly (readonly [string, (name: string) => [string, string | string[]]])[] = [
  ['as it is', (name) => [name, forged]],
  ['in capitals', (name) => [name.toUpperCase(), forged]],
  ['in lower case', (name) => [name.toLowerCase(), forged]],
  ['twice', (name) => [name, [forged, forged]]],
  ['empty', (name) => [name, '']],
  ['large', (name) => [name, forged.repeat(300)]],
]

for (const fastPath of [true, false]) {
  describe(`a header an upstream could believe, ${fastPath ? 'on the fast path' : 'without the fast path'},`, () => {
    let world: GatewayWorld
    before(async () => {
      world = await startGatewayWorld({ configuration: { fastPath } })
    })
    after(() => world[Symbol.asyncDispose]())

    for (const name of names) {
      it(`never passes: ${name}`, async () => {
        for (const [form, make] of forms) {
          const [written, value] = make(name)
          const count = world.upstream.requests.length
          const answer = await call(world, { headers: { [written]: value } })
          if (answer.status === 400) {
            assert.equal(world.upstream.requests.length, count)
            continue
          }
          assert.equal(answer.status, 200, `${form}: ${answer.text}`)
          const sent = world.upstream.requests.at(-1)
          assert.doesNotMatch(JSON.stringify(sent?.rawHeaders), new RegExp(forged), form)
          for (const ours of [
            'octroi-request-id',
            'octroi-application',
            'octroi-recipient',
            'octroi-environment',
            'host',
          ]) {
            assert.equal(
              sent?.rawHeaders.filter((_, index) => index % 2 === 0 && sent.rawHeaders[index]?.toLowerCase() === ours)
                .length,
              1,
            )
          }
        }
      })
    }

    it('is not removed by naming ours in Connection', async () => {
      const answer = await call(world, { headers: { connection: 'keep-alive' } })
      assert.equal(answer.status, 200)
      const { rawExchange } = await import('#support/raw-exchange.ts')
      const { callPath, validQuery } = await import('#support/call-gateway.ts')
      await rawExchange(
        world.port,
        `GET ${callPath}?${validQuery} HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer ${world.signer.sign()}\r\n` +
          'Connection: close, Octroi-Application, OCTROI-RECIPIENT, X-Correlation-ID\r\n\r\n',
      )
      const sent = world.upstream.requests.at(-1)
      assert.equal(sent?.headers['octroi-application'], 'app-1')
      assert.equal(sent?.headers['octroi-recipient'], '21690123100011')
      assert.ok(sent?.headers['x-correlation-id'])
    })

    it('is read from trusted proxies alone when it says where a call came from', async () => {
      const withList = (trustedProxies: readonly string[]) =>
        startGatewayWorld({
          configuration: { trustedProxies, fastPath },
          snapshot: (draft) =>
            draft.states.credential.set('cred-1', {
              ...draft.states.credential.get('cred-1')!,
              allowed_ips: ['192.0.2.7'],
            }),
        })
      const headers = { 'x-forwarded-for': '192.0.2.7' }
      await using distrustful = await withList([])
      assert.equal((await call(distrustful, { headers })).status, 403)
      await using trusting = await withList(['127.0.0.0/8'])
      assert.equal((await call(trusting, { headers })).status, 200)
      assert.equal((await call(trusting, { headers: { 'x-forwarded-for': '192.0.2.7, 198.51.100.1' } })).status, 403)
      assert.equal((await call(trusting, { headers: { 'x-forwarded-for': '192.0.2.7, nonsense' } })).status, 403)
    })
  })
}
