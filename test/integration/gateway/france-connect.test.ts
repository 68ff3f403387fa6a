import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { CompactEncrypt, type CryptoKey, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'
import { call } from '#support/call-gateway.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'
import { addPersonOperation, loginCredential, personPath, personQuery } from '#support/person-issuer-world.ts'

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>

/** What the stand-in for FranceConnect answers next; each test spoils one thing. */
interface Answer {
  issuer: string
  audience: string
  algorithm: string
  signer: KeyPair
  reader: CryptoKey
  statement: Record<string, unknown>
  status: number
}

describe('production with a configured FranceConnect', () => {
  let server: Server
  let world: GatewayWorld
  let right: Answer
  let next: Answer
  const seen: URLSearchParams[] = []

  const statement = {
    active: true,
    aud: 'login-client-1',
    sub: 'pairwise',
    iat: 1,
    exp: Math.floor(Date.now() / 1000) + 300,
    acr: 'eidas1',
    jti: 'id',
    scope: 'cnaf_quotient_familial',
    given_name: 'ZOE ANNE',
    family_name: 'EXEMPLAIRE',
    birthdate: '1990-02-00',
    gender: 'female',
    birthplace: '',
    birthcountry: '99243',
  }

  async function answered(): Promise<string> {
    const { issuer, audience, algorithm, signer, reader } = next
    const signed = await new SignJWT({ token_introspection: next.statement })
      .setProtectedHeader({ alg: algorithm, kid: 'k' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .sign(signer.privateKey)
    const header = { alg: 'ECDH-ES', enc: 'A256GCM' }
    return new CompactEncrypt(Buffer.from(signed)).setProtectedHeader(header).encrypt(reader)
  }

  before(async () => {
    const signer = await generateKeyPair('ES256', { extractable: true })
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const reader = (await importJWK(publicKey.export({ format: 'jwk' }) as never, 'ECDH-ES')) as CryptoKey
    server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', async () => {
        if (request.url === '/api/v2/jwks') {
          const jwk = await exportJWK(signer.publicKey)
          response.end(JSON.stringify({ keys: [{ ...jwk, kid: 'k', alg: 'ES256', use: 'sig' }] }))
          return
        }
        seen.push(new URLSearchParams(Buffer.concat(chunks).toString('utf8')))
        response.statusCode = next.status
        response.end(await answered())
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v2`
    right = { issuer, audience: 'provider-1', algorithm: 'ES256', signer, reader, statement, status: 200 }
    next = right
    world = await startGatewayWorld({
      specification: (document) => {
        addPersonOperation(document)
        document['x-octroi'].error_envelope = 'api-particulier'
      },
      configuration: {
        franceConnect: {
          issuer,
          baseUrl: issuer,
          clientId: 'provider-1',
          clientSecret: 'secret-1',
          decryptionKey: (await importJWK(privateKey.export({ format: 'jwk' }) as never, 'ECDH-ES')) as CryptoKey,
        },
        upstreamAllow: ['127.0.0.1'],
      },
      snapshot: ({ states }) => states.credential.set('cred-login', loginCredential({ secret_hash: null })),
    })
  })
  after(async () => {
    await world[Symbol.asyncDispose]()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  let count = 0
  /** A token that was never asked about, and the answer about it. */
  async function ask(change: Partial<Answer> = {}) {
    next = { ...right, ...change }
    count += 1
    const answer = await call(world, { path: personPath, query: personQuery, token: `person-token-${count}` })
    return { status: answer.status, code: answer.json.errors?.[0]?.code, json: answer.json }
  }
  const said = (change: Record<string, unknown>) => ({ statement: { ...statement, ...change } })

  it('asks with its own credentials and believes an encrypted, signed statement', async () => {
    const { status, json } = await ask()
    assert.equal(status, 200, JSON.stringify(json))
    assert.deepEqual([...(seen.at(-1) ?? [])].map(([name]) => name).sort(), ['client_id', 'client_secret', 'token'])
    const header = String(world.upstream.requests.at(-1)?.headers['octroi-person'])
    const identity = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))
    assert.deepEqual(identity.given_name_array, ['ZOE', 'ANNE'])
    assert.equal(identity.birthplace, '')
  })

  it('answers in the codes that existing clients read', async () => {
    assert.deepEqual(await statusAndCode(said({ active: false })), [401, '00101'])
    assert.deepEqual(await statusAndCode(said({ exp: 1 })), [401, '00103'])
    assert.deepEqual(await statusAndCode(said({ aud: 'somebody-else' })), [401, '00106'])
    assert.deepEqual(await statusAndCode(said({ scope: 'openid' })), [403, '00100'])
  })

  it('believes no statement of another issuer, for another reader, or signed with another key', async () => {
    const other = await generateKeyPair('ES256')
    for (const change of [{ issuer: 'https://evil.example' }, { audience: 'provider-2' }, { signer: other }])
      assert.deepEqual(await statusAndCode(change), [503, '00501'], Object.keys(change)[0])
    assert.equal((await ask()).status, 200)
  })

  it('believes no statement that it cannot open, or that lacks a member', async () => {
    const { publicKey } = await generateKeyPair('ECDH-ES')
    assert.equal((await ask({ reader: publicKey })).status, 503)
    for (const lacking of ['aud', 'sub', 'exp', 'family_name', 'birthdate', 'birthcountry', 'active'])
      assert.equal((await ask(said({ [lacking]: undefined }))).status, 503, lacking)
    assert.equal((await ask(said({ birthplace: '../..' }))).status, 503)
    assert.equal((await ask({ status: 500 })).status, 503)
  })

  async function statusAndCode(change: Partial<Answer>) {
    const { status, code } = await ask(change)
    return [status, code]
  }
})
