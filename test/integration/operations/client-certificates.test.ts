import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { decodeJwt } from 'jose'
import { describeCertificate } from '#core/oauth/client-certificate.ts'
import { makeCertificate, type TestCertificate } from '#support/make-certificate.ts'
import { createProofMaker } from '#support/proof-maker.ts'
import { startPlatform } from '#support/start-platform.ts'

const server = makeCertificate('localhost')
const mine = makeCertificate('client.test')
const other = makeCertificate('other.test')

interface Ask {
  readonly tls?: TestCertificate | null
  readonly headers?: Record<string, string>
  readonly form?: Record<string, string>
}

/** One exchange over TLS of its own, as a client with this certificate. */
function ask(url: string, { tls = null, headers = {}, form }: Ask = {}): Promise<{ status: number; text: string }> {
  const body = form && new URLSearchParams(form).toString()
  const type = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
  const shown = tls === null ? {} : { cert: tls.cert, key: tls.key }
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const options = { method, headers: { ...type, ...headers }, agent: false, rejectUnauthorized: false, ...shown }
    const sent = request(url, options, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

test('a whole installation binds tokens to certificates and keys over its own TLS', {
  skip: !server || !mine || !other,
}, async () => {
  if (!server || !mine || !other) return
  const folder = mkdtempSync(join(tmpdir(), 'octroi-tls-'))
  writeFileSync(join(folder, 'cert.pem'), server.cert)
  writeFileSync(join(folder, 'key.pem'), server.key)
  try {
    await using platform = await startPlatform({
      env: {
        OCTROI_TLS_CERT: join(folder, 'cert.pem'),
        OCTROI_TLS_KEY: join(folder, 'key.pem'),
        OCTROI_CLIENT_CERTIFICATES: 'tls',
      },
    })
    const { sandbox, applications, first_call: first } = platform.demo
    const app = applications.find(({ environment }) => environment === 'sandbox')
    const basic = `Basic ${Buffer.from(`${app?.client_id}:${app?.client_secret}`).toString('base64')}`
    const form = { grant_type: 'client_credentials' }
    const url = `${sandbox.gateway}${first.path}`

    const metadata = JSON.parse((await ask(`${sandbox.issuer}/.well-known/oauth-authorization-server`)).text)
    assert.equal(metadata.tls_client_certificate_bound_access_tokens, true)
    const issued = await ask(metadata.token_endpoint, { tls: mine, headers: { authorization: basic }, form })
    assert.equal(issued.status, 200, issued.text)
    const bound = JSON.parse(issued.text).access_token
    const { thumbprint } = describeCertificate(new X509Certificate(mine.cert))
    assert.deepEqual(decodeJwt(bound).cnf, { 'x5t#S256': thumbprint })
    const authorization = `Bearer ${bound}`
    assert.equal((await ask(url, { tls: mine, headers: { authorization } })).status, 200)
    for (const tls of [null, other]) assert.equal((await ask(url, { tls, headers: { authorization } })).status, 401)

    const maker = createProofMaker()
    // Proofs of the second in which the issuer began to remember are refused: they might have been used before.
    const prove = () => maker.prove({ method: 'POST', url: metadata.token_endpoint })
    let proven = { status: 0, text: '' }
    for (let tries = 0; tries < 20 && proven.status !== 200; tries += 1) {
      if (tries > 0) await wait(100)
      proven = await ask(metadata.token_endpoint, { headers: { authorization: basic, dpop: prove() }, form })
    }
    const { access_token: token, token_type: kind } = JSON.parse(proven.text)
    assert.equal(kind, 'DPoP', proven.text)
    const proof = maker.prove({ method: 'GET', url: url.split('?')[0] ?? '', token })
    const headers = { authorization: `DPoP ${token}`, dpop: proof }
    assert.equal((await ask(url, { headers })).status, 200)
    assert.equal((await ask(url, { headers })).status, 401)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
