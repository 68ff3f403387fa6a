import { type CryptoKey, compactDecrypt, createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { Unavailable } from '#core/errors.ts'
import type { CheckPersonToken, PersonToken } from '#core/persons/person-token.ts'
import { isDictionary } from '#kit/dictionary.ts'
import { readBounded } from '../body/read-bounded.ts'
import { CallDeadline } from '../upstream/call-deadline.ts'
import { sendUpstream } from '../upstream/send-upstream.ts'
import type { UpstreamPools } from '../upstream/upstream-pools.ts'
import { readIntrospection } from './read-introspection.ts'

/** This environment's gateway as a data provider of FranceConnect. */
export interface FranceConnectConfiguration {
  /** What its statements name as `iss`, and the Host it is asked under. */
  readonly issuer: string
  /** Base URL where it is reached; its own for the real one. `/checktoken` and `/jwks` are below. */
  readonly baseUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** Opens what it encrypts for us: our private key, or a secret shared with the sandbox's provider. */
  readonly decryptionKey: CryptoKey | Uint8Array
}

const deadlineMs = 5_000
const maxAnswerBytes = 64 * 1024
const signatures = ['ES256', 'RS256', 'PS256']
const keyEncryptions = ['dir', 'ECDH-ES', 'ECDH-ES+A256KW', 'RSA-OAEP', 'RSA-OAEP-256']
const contentEncryptions = ['A256GCM', 'A128GCM', 'A128CBC-HS256', 'A256CBC-HS512']

/**
 * Asks FranceConnect about a person's token: `POST /checktoken`, answered as JWE(JWS({token_introspection})). Keys are read
 * again when a statement is signed with another one.
 */
export function createPersonTokenClient(
  configuration: FranceConnectConfiguration,
  pools: UpstreamPools,
): CheckPersonToken {
  const { issuer, baseUrl, clientId, clientSecret, decryptionKey } = configuration
  const base = new URL(baseUrl)
  const host = new URL(issuer).host
  let keys: ReturnType<typeof createLocalJWKSet> | null = null

  async function ask(method: 'GET' | 'POST', path: string, form: URLSearchParams | null): Promise<Buffer> {
    const deadline = new CallDeadline()
    const timer = setTimeout(() => deadline.abort(), deadlineMs)
    try {
      const head = await sendUpstream(pools.get(base.origin), {
        method,
        path: `${base.pathname.replace(/\/$/, '')}${path}`,
        headers: {
          host,
          accept: '*/*',
          'accept-encoding': 'identity',
          ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        },
        body: form ? form.toString() : null,
        deadline,
      })
      if (typeof head === 'string') throw away(`${path} ${head}`)
      const body = await readBounded(head.body, maxAnswerBytes)
      if (head.status !== 200) throw away(`${path} answered ${head.status}`)
      return body
    } finally {
      clearTimeout(timer)
    }
  }

  async function readKeys(): Promise<ReturnType<typeof createLocalJWKSet>> {
    return createLocalJWKSet(JSON.parse((await ask('GET', '/jwks', null)).toString('utf8')) as JSONWebKeySet)
  }

  async function verify(statement: string): Promise<unknown> {
    const expected = { issuer, audience: clientId, algorithms: signatures }
    if (keys) {
      const verified = await jwtVerify(statement, keys, expected).catch(() => null)
      if (verified) return verified.payload.token_introspection
    }
    keys = await readKeys()
    return (await jwtVerify(statement, keys, expected)).payload.token_introspection
  }

  return async (token): Promise<PersonToken | null> => {
    try {
      const form = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, token })
      const answer = (await ask('POST', '/checktoken', form)).toString('latin1')
      const options = {
        keyManagementAlgorithms: keyEncryptions,
        contentEncryptionAlgorithms: contentEncryptions,
      }
      const { plaintext } = await compactDecrypt(answer, decryptionKey, options)
      const said = await verify(Buffer.from(plaintext).toString('latin1'))
      if (!isDictionary(said) || typeof said.active !== 'boolean') throw away('the statement says nothing')
      if (!said.active) return null
      return readIntrospection(said) ?? Promise.reject(away('the statement lacks a member'))
    } catch (error) {
      throw error instanceof Unavailable ? error : away(error instanceof Error ? error.name : 'unknown')
    }
  }
}

/** Nothing it said can be believed, or it said nothing: the reason is for the log, without any value. */
function away(reason: string): Unavailable {
  return new Unavailable({ problem: 'france-connect-unavailable', cause: reason })
}
