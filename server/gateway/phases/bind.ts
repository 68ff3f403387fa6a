import { airlock, isTestPerson } from '../authority/airlock.ts'
import { checkSubject } from '../authority/check-subject.ts'
import { effectiveScopes } from '../authority/grants-of.ts'
import { pickGrant } from '../authority/pick-grant.ts'
import { pickLegalContext } from '../authority/pick-legal-context.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** Ties the call to one grant, one purpose and a recipient, on rules young enough for this API. */
export function bind(exchange: Exchange, gateway: GatewayContext): Refusal | null | Promise<Refusal | null> {
  const stale = checkStaleness(exchange, gateway)
  if (stale) return stale
  const recipient = recipientOf(exchange, gateway)
  if (typeof recipient === 'object' && recipient !== null) return recipient
  const stated = exchange.request.headers['x-legal-context']
  const statedContext = typeof stated === 'string' ? stated : null
  if (statedContext !== null && !/^[A-Za-z0-9][A-Za-z0-9:_.-]{0,99}$/.test(statedContext)) {
    return refuse('legal-context-not-allowed', 'The legal context is not well formed.')
  }
  const grant = pickGrant(exchange, gateway, recipient, statedContext)
  if ('problem' in grant) return grant
  const context = pickLegalContext(grant, statedContext)
  if ('problem' in context) return context
  exchange.grant = grant
  exchange.legalContext = context.code
  exchange.recipient = recipient ?? identifierOf(exchange, gateway, grant.state.beneficiary_id)
  exchange.effectiveScopes = effectiveScopes(exchange, grant)
  const isTest = isTestPerson(exchange)
  exchange.isTestPerson = isTest && gateway.deps.configuration.environment === 'production'
  return airlock(exchange, gateway) ?? checkSubject(exchange, gateway)
}

function checkStaleness(exchange: Exchange, gateway: GatewayContext): Refusal | null {
  const sensitivity = exchange.operation?.api.descriptor.sensitivity ?? 'high'
  if (gateway.deps.snapshot.age() <= gateway.deps.configuration.staleAfterMs[sensitivity]) return null
  return refuse('snapshot-stale', 'The rules this gateway holds are older than this API tolerates.', {
    headers: { 'Retry-After': '5' },
  })
}

/** The recipient's canonical identifier: the operation's own parameter, or the header where there is none. */
function recipientOf(exchange: Exchange, gateway: GatewayContext): string | null | Refusal {
  const { pack } = gateway.deps
  const canonical = pack.organizationIdentifiers[pack.recipientScheme] ?? ((value: string) => value)
  const name = exchange.operation?.operation.recipient_parameter
  const parameter = name ? exchange.values[name] : undefined
  const header = exchange.request.headers['x-octroi-recipient']
  const fromParameter = typeof parameter === 'string' ? canonical(parameter) : null
  const fromHeader = typeof header === 'string' ? canonical(header) : null
  if (typeof header === 'string' && fromHeader === null) {
    return refuse('recipient-not-granted', `X-Octroi-Recipient is not a valid ${pack.recipientScheme} identifier.`)
  }
  if (fromParameter !== null && fromHeader !== null && fromParameter !== fromHeader) {
    return refuse('recipient-ambiguous', 'The parameter and the header name different recipients.')
  }
  return fromParameter ?? fromHeader
}

function identifierOf(exchange: Exchange, gateway: GatewayContext, organizationId: string | null): string | null {
  if (organizationId === null) return null
  const identifiers = exchange.rules.view.states.organization.get(organizationId)?.identifiers ?? []
  return identifiers.find(({ scheme }) => scheme === gateway.deps.pack.recipientScheme)?.value ?? null
}
