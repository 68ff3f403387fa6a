import { hash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { CompactEncrypt, importJWK, SignJWT } from 'jose'
import type { Provider } from 'oidc-provider'
import type { LoginChoices } from '#core/persons/login-choices.ts'
import type { Clock } from '#core/ports/clock.ts'
import { isDictionary } from '#kit/dictionary.ts'
import { sendOAuthError } from '../http/send-oauth-error.ts'
import { readForm } from '../interactions/read-form.ts'
import type { SigningKey } from '../signing/signing-key.ts'
import type { DataScopes } from './data-scopes.ts'
import { subjectOf } from './person-provider.ts'

const maxBytes = 16_384

/** Who may ask about people's tokens: the gateway of the same environment. */
export interface DataProvider {
  readonly clientId: string
  readonly secret: string
  /** 32 bytes: the answer is encrypted for its reader alone (`dir`, `A256GCM`). */
  readonly answerKey: Uint8Array
}

export interface CheckTokenDeps {
  readonly issuer: string
  readonly dataProvider: DataProvider
  readonly choices: LoginChoices
  readonly signingKey: SigningKey
  readonly secret: string
  readonly clock: Clock
  readonly dataScopes: () => DataScopes
}

/**
 * What FranceConnect tells a data provider about a person's token: JWE(JWS({token_introspection})), the shape of
 * RFC 9701. Of an unknown or expired token it says that it is not active, and nothing else.
 */
export async function answerCheckToken(
  deps: CheckTokenDeps,
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const form = await readFields(req)
  const token = form?.get('token') ?? ''
  if (!form || token === '' || token.length > 4096) {
    return sendOAuthError(
      res,
      400,
      'invalid_request',
      'send client_id, client_secret and token, url-encoded or as JSON',
    )
  }
  if (!isDataProvider(deps.dataProvider, form.get('client_id') ?? '', form.get('client_secret') ?? '')) {
    return sendOAuthError(res, 401, 'invalid_client', 'this data provider is not known here')
  }
  const statement = await introspect(deps, provider, token)
  const issuedAt = Math.floor(deps.clock.now() / 1000)
  const signed = await new SignJWT({ token_introspection: statement })
    .setProtectedHeader({ alg: 'ES256', typ: 'token-introspection+jwt', kid: deps.signingKey.kid })
    .setIssuer(deps.issuer)
    .setAudience(deps.dataProvider.clientId)
    .setIssuedAt(issuedAt)
    .sign(await importJWK({ ...deps.signingKey.privateJwk } as never, 'ES256'))
  const answer = await new CompactEncrypt(Buffer.from(signed))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', cty: 'token-introspection+jwt' })
    .encrypt(deps.dataProvider.answerKey)
  const bytes = Buffer.from(answer)
  res.writeHead(200, {
    'content-type': 'application/token-introspection+jwt',
    'content-length': String(bytes.length),
    'cache-control': 'no-store',
  })
  res.end(bytes)
}

async function introspect(deps: CheckTokenDeps, provider: Provider, token: string): Promise<object> {
  const inactive = { active: false }
  const found = await provider.AccessToken.find(token)
  const person = found?.isValid ? deps.choices.find(found.accountId) : null
  if (!found || !person || !found.clientId || !found.exp) return inactive
  // A client that was revoked since, or whose application is suspended, takes its people's tokens with it.
  if (!(await provider.Client.find(found.clientId))) return inactive
  const session = found.sessionUid ? await provider.Session.findByUid(found.sessionUid) : undefined
  const known = deps.dataScopes()
  return {
    active: true,
    iss: deps.issuer,
    aud: found.clientId,
    sub: subjectOf(deps.secret, deps.dataProvider.clientId, person.id),
    iat: found.iat,
    exp: found.exp,
    acr: session?.acr ?? 'eidas1',
    jti: found.jti,
    scope: [...found.scopes].filter((name) => known.has(name)).join(' '),
    ...person.identity,
  }
}

/** Data providers of FranceConnect send either form. */
async function readFields(req: IncomingMessage): Promise<ReadonlyMap<string, string> | null> {
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) return readForm(req)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) return null
    chunks.push(chunk)
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    if (!isDictionary(value)) return null
    return new Map(Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])))
  } catch {
    return null
  }
}

function isDataProvider(known: DataProvider, clientId: string, secret: string): boolean {
  const digest = (text: string) => hash('sha256', text, 'buffer')
  const isSecret = timingSafeEqual(digest(secret), digest(known.secret))
  return isSecret && clientId === known.clientId
}
