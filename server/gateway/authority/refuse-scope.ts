import { bearerChallenge } from '../authentication/challenge.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { GrantEntry } from '../routing/rules.ts'

/** No scope opens the operation: `needed` names those that would (RFC 6750 section 3.1). */
export function refuseScope(exchange: Exchange, gateway: GatewayContext): Refusal {
  const needed = exchange.operation?.operation.scopes ?? []
  return refuse('scope-not-granted', 'No scope of the grant and of the token opens this operation.', {
    extensions: { needed },
    headers: {
      'WWW-Authenticate': bearerChallenge(gateway.deps.configuration.publicUrl, 'insufficient_scope', needed),
    },
  })
}

/** Grants would fit, and none may be used now: says whether one was suspended or its time is over. */
export function refuseDormant(grants: readonly GrantEntry[]): Refusal {
  return grants.some((grant) => grant.state.state === 'suspended')
    ? refuse('grant-suspended', 'The grant behind this call is suspended.')
    : refuse('grant-expired', 'The grant behind this call has ended, or has not begun.')
}
