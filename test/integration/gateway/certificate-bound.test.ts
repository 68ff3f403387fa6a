import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { test } from 'node:test'
import { describeCertificate, formatClientCert } from '#core/oauth/client-certificate.ts'
import { callPath, validQuery } from '#support/call-gateway.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'
import { makeCertificate, type TestCertificate } from '#support/make-certificate.ts'

const server = makeCertificate('gateway.test')
const mine = makeCertificate('client.test')
const other = makeCertificate('other.test')
const skip = !server || !mine || !other

function describe({ cert }: TestCertificate) {
  return describeCertificate(new X509Certificate(cert))
}

/** One call, over TLS with this certificate or (null) none, or in the clear when there is no TLS. */
function callWith(
  world: GatewayWorld,
  options: { readonly token: string; readonly tls?: TestCertificate | null; readonly header?: string; path?: string },
): Promise<{ status: number; text: string }> {
  const headers = {
    authorization: `Bearer ${options.token}`,
    ...(options.header === undefined ? {} : { 'client-cert': options.header }),
  }
  const target = { host: '127.0.0.1', port: world.port, path: `${callPath}?${validQuery}`, headers, agent: false }
  return new Promise((resolve, reject) => {
    const { tls } = options
    const sent =
      tls === undefined
        ? httpRequest(target)
        : httpsRequest({ ...target, rejectUnauthorized: false, ...(tls ? { cert: tls.cert, key: tls.key } : {}) })
    sent.on('error', reject)
    sent.on('response', (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    sent.end()
  })
}

test('a token bound to a certificate opens nothing without it, over TLS that ends here', { skip }, async () => {
  if (!server || !mine || !other) return
  await using world = await startGatewayWorld({
    tls: server,
    server: { requestCert: true, rejectUnauthorized: false } as object,
    configuration: { clientCertificates: 'tls' },
  })
  const token = world.signer.sign({ cnf: { 'x5t#S256': describe(mine).thumbprint } })
  assert.equal((await callWith(world, { token, tls: mine })).status, 200)
  for (const tls of [null, other]) {
    const answer = await callWith(world, { token, tls })
    assert.equal(answer.status, 401)
    assert.match(answer.text, /token-not-proven/)
  }
  const forged = await callWith(world, { token, tls: other, header: formatClientCert(describe(mine)) })
  assert.equal(forged.status, 401)
  const plain = world.signer.sign()
  assert.equal((await callWith(world, { token: plain, tls: mine })).status, 200)
  assert.equal((await callWith(world, { token: plain, tls: null })).status, 200)
  assert.equal(world.upstream.requests.length, 3)
})

test('a trusted proxy tells of the certificate, in both of its forms', { skip }, async () => {
  if (!mine || !other) return
  await using world = await startGatewayWorld({
    configuration: { clientCertificates: 'proxy', trustedProxies: ['127.0.0.1'] },
  })
  const token = world.signer.sign({ cnf: { 'x5t#S256': describe(mine).thumbprint } })
  for (const header of [formatClientCert(describe(mine)), encodeURIComponent(mine.cert)]) {
    assert.equal((await callWith(world, { token, header })).status, 200)
  }
  const wrong = [
    formatClientCert(describe(other)),
    encodeURIComponent(other.cert),
    describe(mine).der,
    `${formatClientCert(describe(mine))}, ${formatClientCert(describe(mine))}`,
    ':AAAA:',
    '-----BEGIN%',
    'x',
  ]
  for (const header of wrong) assert.equal((await callWith(world, { token, header })).status, 401, header.slice(0, 20))
  assert.ok(world.upstream.requests.every(({ headers }) => headers['client-cert'] === undefined))
})

test('from anybody but a trusted proxy the header is nothing', { skip }, async () => {
  if (!mine) return
  const settings = [
    { clientCertificates: 'proxy', trustedProxies: ['192.0.2.1'] },
    { clientCertificates: 'off', trustedProxies: ['127.0.0.1'] },
    { clientCertificates: 'tls', trustedProxies: ['127.0.0.1'] },
  ] as const
  for (const configuration of settings) {
    await using world = await startGatewayWorld({ configuration })
    const token = world.signer.sign({ cnf: { 'x5t#S256': describe(mine).thumbprint } })
    const answer = await callWith(world, { token, header: formatClientCert(describe(mine)) })
    assert.equal(answer.status, 401, configuration.clientCertificates)
  }
})

test('a certificate past its end proves nothing', { skip }, async () => {
  if (!mine) return
  const later = { now: () => Date.now() + 3 * 86_400_000, monotonic: () => performance.now() }
  await using world = await startGatewayWorld({
    clock: later,
    configuration: { clientCertificates: 'proxy', trustedProxies: ['127.0.0.1'] },
  })
  const now = Math.floor(later.now() / 1000)
  const token = world.signer.sign({ iat: now, exp: now + 300, cnf: { 'x5t#S256': describe(mine).thumbprint } })
  assert.equal((await callWith(world, { token, header: formatClientCert(describe(mine)) })).status, 401)
})

test('the token endpoint hears of the certificate from the gateway alone', { skip }, async () => {
  if (!mine || !other) return
  for (const trustedProxies of [['127.0.0.1'], ['192.0.2.1']]) {
    await using world = await startGatewayWorld({
      configuration: { clientCertificates: 'proxy', trustedProxies, relaySecret: 's' },
    })
    const header = encodeURIComponent(mine.cert)
    await fetch(`${world.url}/oauth2/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'client-cert': header, 'octroi-relay': 'forged' },
      body: 'grant_type=client_credentials&client_id=client-1',
    })
    const told = world.upstream.requests[0]?.headers['client-cert']
    const proof = world.upstream.requests[0]?.headers['octroi-relay']
    assert.equal(proof, trustedProxies[0] === '127.0.0.1' ? 's' : undefined)
    assert.equal(told, trustedProxies[0] === '127.0.0.1' ? formatClientCert(describe(mine)) : undefined)
  }
})
