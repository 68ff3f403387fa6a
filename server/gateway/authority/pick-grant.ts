import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { GrantEntry } from '../routing/rules.ts'
import { grantsOf, isLive, opensOperation } from './grants-of.ts'
import { refuseDormant, refuseScope } from './refuse-scope.ts'

/**
 * The grant a call is made under. The recipient names the beneficiary by its identifier; a grant
 * without beneficiary (the sandbox's) serves any, and yields to one that names it. Several that fit are
 * told apart by the legal context stated; still several is a refusal of its own, never a guess.
 */
export function pickGrant(
  exchange: Exchange,
  gateway: GatewayContext,
  recipient: string | null,
  statedContext: string | null,
): GrantEntry | Refusal {
  const all = grantsOf(exchange)
  const named = recipient === null ? all : all.filter((grant) => isBeneficiary(grant, recipient, exchange, gateway))
  const fitting = named.length > 0 ? named : all.filter((grant) => grant.state.beneficiary_id === null)
  if (fitting.length === 0) {
    return refuse('recipient-not-granted', 'The application has no grant for this recipient.')
  }
  const opening = fitting.filter((grant) => opensOperation(exchange, grant))
  if (opening.length === 0) return refuseScope(exchange, gateway)
  const live = opening.filter((grant) => isLive(grant, exchange.startedAt))
  const [only, ...others] = live
  if (!only) return refuseDormant(opening)
  if (others.length === 0) return only
  const inContext = live.filter((grant) => grant.state.legal_contexts.some(({ code }) => code === statedContext))
  if (inContext.length === 1 && inContext[0]) return inContext[0]
  return refuse('recipient-ambiguous', 'Several grants fit this call; name the recipient or the legal context.')
}

function isBeneficiary(grant: GrantEntry, recipient: string, exchange: Exchange, gateway: GatewayContext): boolean {
  if (grant.state.beneficiary_id === null) return false
  const scheme = gateway.deps.pack.recipientScheme
  const identifiers = exchange.rules.view.states.organization.get(grant.state.beneficiary_id)?.identifiers ?? []
  return identifiers.some((identifier) => identifier.scheme === scheme && identifier.value === recipient)
}
