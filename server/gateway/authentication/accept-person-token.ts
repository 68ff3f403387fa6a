import type { PivotIdentity } from '#core/persons/pivot-identity.ts'
import type { SnapshotStates } from '#core/snapshot/snapshot.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { refuseLimit } from '../limits/refuse-limit.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { bearerChallenge } from './challenge.ts'

/** The application that let the person log in, what their token opens, and who they are. */
export interface PersonCaller {
  readonly credentialId: string
  readonly credential: SnapshotStates['credential']
  readonly scopes: ReadonlySet<string>
  readonly identity: PivotIdentity
}

/**
 * Who calls with a person's FranceConnect token: the application whose client the token was given to. A signed token is
 * of an application, never of a person, and is not shown to FranceConnect.
 */
export async function acceptPersonToken(
  exchange: Exchange,
  gateway: GatewayContext,
  token: string,
): Promise<PersonCaller | Refusal> {
  if (token.includes('.')) return refuseToken(gateway, "This operation takes the person's own FranceConnect token.")
  if (gateway.findPerson === null)
    return refuse('france-connect-not-configured', 'No FranceConnect is configured for this environment.')
  const found = await gateway.findPerson(token, exchange.remoteAddress)
  if (found === 'unavailable') {
    const headers = { 'Retry-After': '10' }
    return refuse('france-connect-unavailable', 'FranceConnect cannot be asked about the token now.', { headers })
  }
  if (found === 'expired') return refuseToken(gateway, 'The FranceConnect token has expired.', '00103')
  if (found === 'unknown') return refuseToken(gateway, 'FranceConnect does not know this token, or not any more.')
  if ('waitSeconds' in found) return refuseLimit({ name: 'unknown-person-tokens', resetMs: found.waitSeconds * 1000 })
  const credentialId = exchange.rules.loginClients.get(found.audience)
  const credential = credentialId && exchange.rules.view.states.credential.get(credentialId)
  if (!credentialId || !credential)
    return refuseToken(gateway, 'The token was given to a FranceConnect client that is no application here.', '00106')
  return { credentialId, credential, scopes: new Set(found.scopes), identity: found.identity }
}

function refuseToken(gateway: GatewayContext, detail: string, code = '00101'): Refusal {
  const challenge = bearerChallenge(gateway.deps.configuration.publicUrl, 'invalid_token')
  return refuse('invalid-token', detail, { headers: { 'WWW-Authenticate': challenge }, code })
}
