import { createHash } from 'node:crypto'
import type { Authentication } from '#core/catalog/operation-descriptor.ts'
import type { SnapshotStates } from '#core/snapshot/snapshot.ts'
import { acceptPersonToken } from '../authentication/accept-person-token.ts'
import { bearerChallenge, proofChallenge } from '../authentication/challenge.ts'
import { checkBinding, type PresentedToken } from '../authentication/check-binding.ts'
import { presentedCredential } from '../authentication/presented-credential.ts'
import type { AccessTokenClaims } from '../authentication/verify-access-token.ts'
import { waitForCredential } from '../authentication/wait-for-credential.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { CompiledOperation } from '../routing/compiled-operation.ts'

/** Age up to which a token's credential may be newer than this gateway's rules. */
const newTokenSeconds = 10

/** Who calls: a token of this environment's issuer, or a static bearer, whose credential still lives. */
export function authenticate(exchange: Exchange, gateway: GatewayContext): Refusal | null | Promise<Refusal | null> {
  const { api, operation } = exchange.operation as CompiledOperation
  const acceptsApiKey = api.descriptor.error_envelope === 'api-particulier'
  return authenticateBy(exchange, gateway, { methods: operation.authentication, acceptsApiKey })
}

/** The same, by the methods given. */
export function authenticateBy(
  exchange: Exchange,
  gateway: GatewayContext,
  { methods, acceptsApiKey }: { readonly methods: readonly Authentication[]; readonly acceptsApiKey: boolean },
): Refusal | null | Promise<Refusal | null> {
  const { environment, limits, publicUrl } = gateway.deps.configuration
  const maxBytes = limits.maxTokenBytes
  const { facts } = exchange
  if (facts.presented === undefined || facts.acceptsApiKey !== acceptsApiKey) {
    facts.presented = presentedCredential(exchange.request, environment, { acceptsApiKey, maxBytes })
    facts.acceptsApiKey = acceptsApiKey
  }
  const { presented } = facts
  switch (presented.kind) {
    case 'none':
      return refuse('invalid-token', 'The call carries no token.', { headers: challenge(publicUrl, false) })
    case 'malformed':
      return refuse('invalid-token', 'The token is malformed.', { headers: challenge(publicUrl) })
    case 'other_environment':
      return refuse('wrong-environment', `This is the ${environment} gateway.`, { headers: challenge(publicUrl) })
    case 'jwt':
      if (methods.includes('france_connect')) return acceptPerson(exchange, gateway, presented)
      if (!methods.includes('oauth')) return reject(publicUrl)
      return acceptToken(exchange, gateway, presented)
    case 'static_bearer':
      if (!methods.includes('static_bearer')) return reject(publicUrl)
      return acceptStaticBearer(exchange, gateway, presented.token)
  }
}

function acceptToken(
  exchange: Exchange,
  gateway: GatewayContext,
  presented: PresentedToken,
): Refusal | null | Promise<Refusal | null> {
  const { issuer, otherIssuer, publicUrl, environment } = gateway.deps.configuration
  const verdict = gateway.verifyToken(presented.token, {
    issuer,
    otherIssuer,
    audience: publicUrl,
    keys: exchange.rules.issuerKeys,
    now: Math.floor(gateway.deps.clock.now() / 1000),
  })
  if ('failure' in verdict) {
    const headers = challenge(publicUrl)
    if (verdict.failure === 'wrong_environment')
      return refuse('wrong-environment', `This is the ${environment} gateway.`, { headers })
    if (verdict.failure === 'expired')
      return refuse('invalid-token', 'The token has expired.', { headers, code: '00103' })
    return reject(publicUrl)
  }
  const { claims } = verdict
  const unproven = checkBinding(exchange, gateway, presented, claims.binding)
  if (unproven === null) return acceptKnown(exchange, gateway, claims)
  if (!(unproven instanceof Promise)) return unproven
  return unproven.then((refusal) => refusal ?? acceptKnown(exchange, gateway, claims))
}

async function acceptPerson(
  exchange: Exchange,
  gateway: GatewayContext,
  { token, isProven }: PresentedToken,
): Promise<Refusal | null> {
  if (isProven) return reject(gateway.deps.configuration.publicUrl)
  const person = await acceptPersonToken(exchange, gateway, token)
  if ('problem' in person) return person
  const refusal = assignCaller(exchange, gateway, person.credentialId, person.credential, person.scopes, false)
  if (exchange.caller) exchange.caller = { ...exchange.caller, person: person.identity }
  return refusal
}

function acceptKnown(
  exchange: Exchange,
  gateway: GatewayContext,
  claims: AccessTokenClaims,
): Refusal | null | Promise<Refusal | null> {
  const isKnown = exchange.rules.view.states.credential.has(claims.credentialId)
  // The issuer may hear of a new credential a moment before this gateway does.
  if (!isKnown && gateway.deps.clock.now() / 1000 - claims.issuedAt < newTokenSeconds) {
    return waitForCredential(exchange, gateway, claims.credentialId).then(() => acceptClaims(exchange, gateway, claims))
  }
  return acceptClaims(exchange, gateway, claims)
}

function acceptClaims(exchange: Exchange, gateway: GatewayContext, claims: AccessTokenClaims): Refusal | null {
  const credential = exchange.rules.view.states.credential.get(claims.credentialId)
  if (!credential || credential.client_id !== claims.clientId || !obtainsTokens(credential)) {
    return revoked(gateway.deps.configuration.publicUrl)
  }
  return assignCaller(exchange, gateway, claims.credentialId, credential, claims.scopes, claims.binding !== null)
}

/** The token endpoint takes neither a bearer nor what lets people log in. */
function obtainsTokens({ kind }: SnapshotStates['credential']): boolean {
  return kind !== 'static_bearer' && kind !== 'france_connect'
}

function acceptStaticBearer(exchange: Exchange, gateway: GatewayContext, token: string): Refusal | null {
  const { publicUrl } = gateway.deps.configuration
  const id = exchange.rules.staticBearers.get(createHash('sha256').update(token).digest('hex'))
  const credential = id === undefined ? undefined : exchange.rules.view.states.credential.get(id)
  // Bound to no grant it is the sandbox's public token, and production knows none.
  const isRefused = gateway.deps.configuration.environment === 'production' && !credential?.grant_id
  if (id === undefined || !credential || isRefused) {
    return refuse('invalid-token', 'The token is not known here.', { headers: challenge(publicUrl), code: '00106' })
  }
  return assignCaller(exchange, gateway, id, credential, null, false)
}

function assignCaller(
  exchange: Exchange,
  gateway: GatewayContext,
  credentialId: string,
  credential: SnapshotStates['credential'],
  tokenScopes: ReadonlySet<string> | null,
  isBound: boolean,
): Refusal | null {
  const { publicUrl } = gateway.deps.configuration
  if (credential.expires_at !== null && Date.parse(credential.expires_at) <= gateway.deps.clock.now()) {
    return refuse('invalid-token', 'The credential has expired.', { headers: challenge(publicUrl), code: '00103' })
  }
  const application = exchange.rules.view.states.application.get(credential.client_id)
  if (!application) return revoked(publicUrl)
  if (!isBound && (application.requires_bound_tokens || exchange.operation?.api.descriptor.requires_bound_tokens))
    return needsBinding(publicUrl)
  exchange.caller = {
    clientId: credential.client_id,
    credentialId,
    application,
    tokenScopes,
    boundGrantId: credential.grant_id,
    isPublic: credential.kind === 'static_bearer' && credential.grant_id === null,
  }
  return null
}

function challenge(publicUrl: string, isError = true): Readonly<Record<string, string>> {
  return { 'WWW-Authenticate': bearerChallenge(publicUrl, isError ? 'invalid_token' : undefined) }
}

function reject(publicUrl: string): Refusal {
  return refuse('invalid-token', 'The token is not accepted.', { headers: challenge(publicUrl) })
}

function needsBinding(publicUrl: string): Refusal {
  return refuse('bound-token-required', 'The token is not bound to a key or a certificate.', {
    headers: { 'WWW-Authenticate': proofChallenge(publicUrl, 'invalid_token') },
  })
}

function revoked(publicUrl: string): Refusal {
  return refuse('invalid-token', 'The credential behind the token is revoked.', {
    headers: challenge(publicUrl),
    code: '00105',
  })
}
