import { bearerChallenge } from '../authentication/challenge.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { type Refusal, refuse } from '../refusal.ts'

/**
 * What a call was admitted on, compared with the newest rules: just before forwarding and again before
 * the first byte leaves, so that a revocation also stops calls on their way. The refusal is that of the
 * phase that would have made it.
 */
export function recheckAuthority(exchange: Exchange, gateway: GatewayContext): Refusal | null {
  const { caller, grant } = exchange
  const rules = gateway.rules()
  if (!caller || !grant || !rules || rules.view === exchange.rules.view) return null
  const { states } = rules.view
  if (!states.credential.has(caller.credentialId)) {
    return refuse('invalid-token', 'The credential behind the token is revoked.', {
      code: '00105',
      stage: 'authenticate',
      headers: { 'WWW-Authenticate': bearerChallenge(gateway.deps.configuration.publicUrl, 'invalid_token') },
    })
  }
  const application = states.application.get(caller.clientId)
  const organization = states.organization.get(caller.application.organization_id)
  if (application?.state !== 'active' || organization?.state !== 'active') {
    return refuse('application-suspended', 'The application, or its organization, is suspended.', {
      stage: 'authorize',
    })
  }
  const now = states.grant.get(grant.id)
  if (now?.generation === grant.state.generation && now.state === 'active') return null
  return now?.state === 'suspended'
    ? refuse('grant-suspended', 'The grant behind this call is suspended.', { stage: 'bind' })
    : refuse('grant-expired', 'The grant behind this call has changed or ended.', { stage: 'bind' })
}
