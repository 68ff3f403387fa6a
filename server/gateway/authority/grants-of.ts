import type { Exchange } from '../exchange.ts'
import { type GrantEntry, grantKey } from '../routing/rules.ts'

/** Grants of the caller on the API version called; a static bearer has one at most. */
export function grantsOf(exchange: Exchange): readonly GrantEntry[] {
  const { caller, operation } = exchange
  if (!caller || !operation) return []
  const { api, version } = operation.api.descriptor
  const grants = exchange.rules.grants.get(grantKey(caller.clientId, api, version)) ?? []
  return caller.boundGrantId === null ? grants : grants.filter((grant) => grant.id === caller.boundGrantId)
}

/** Whether a grant may be used at this instant (milliseconds since the epoch). */
export function isLive(grant: GrantEntry, now: number): boolean {
  return grant.state.state === 'active' && grant.from <= now && grant.until > now
}

/** Scopes that count for this call: the grant's, narrowed by the token's. Sorted, so that equal sets are equal. */
export function effectiveScopes(exchange: Exchange, grant: GrantEntry): readonly string[] {
  const narrowing = exchange.caller?.tokenScopes
  const scopes = narrowing ? grant.state.scopes.filter((scope) => narrowing.has(scope)) : [...grant.state.scopes]
  return scopes.sort()
}

/** Whether any scope of the grant opens the operation. */
export function opensOperation(exchange: Exchange, grant: GrantEntry): boolean {
  const needed = exchange.operation?.operation.scopes ?? []
  const narrowing = exchange.caller?.tokenScopes ?? null
  return grant.state.scopes.some((scope) => needed.includes(scope) && (narrowing === null || narrowing.has(scope)))
}
