import { answerRefusal } from '../answers/answer-refusal.ts'
import type { Answer, Caller, Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { authenticateBy } from '../phases/authenticate.ts'
import { refuseCaller } from '../phases/authorize.ts'
import { jsonAnswer } from './endpoint.ts'

/**
 * `GET /api/introspect`, as clients of API Particulier know it: what the token presented opens, and nothing about any other.
 * The token comes in a header; one in the address is not read, since addresses end in logs.
 */
export async function introspect(exchange: Exchange, gateway: GatewayContext): Promise<Answer> {
  const methods = ['oauth', 'static_bearer'] as const
  const refusal = (await authenticateBy(exchange, gateway, { methods, acceptsApiKey: true })) ?? refuseCaller(exchange)
  if (refusal) return answerRefusal(refusal, exchange, gateway.deps.configuration.portalUrl)
  const { credentialId, application } = exchange.caller as Caller
  const scopes = scopesOf(exchange)
  return jsonAnswer(200, { _id: credentialId, name: application.name, scopes }, { 'Cache-Control': 'no-store' })
}

/** Of every grant the token may use now, narrowed by what the token itself names. */
function scopesOf({ caller, rules, startedAt }: Exchange): readonly string[] {
  const { clientId, boundGrantId, tokenScopes } = caller as Caller
  const scopes = new Set<string>()
  for (const [id, grant] of rules.view.states.grant) {
    if (grant.client_id !== clientId || grant.state !== 'active') continue
    if (boundGrantId !== null && boundGrantId !== id) continue
    if (Date.parse(grant.valid_from) > startedAt) continue
    if (grant.valid_until !== null && Date.parse(grant.valid_until) <= startedAt) continue
    for (const scope of grant.scopes) if (tokenScopes === null || tokenScopes.has(scope)) scopes.add(scope)
  }
  return [...scopes].sort()
}
