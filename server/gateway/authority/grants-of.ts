import type { Exchange } from '../exchange.ts'
import { type GrantEntry, grantKey } from '../routing/rules.ts'

/** Grants of the caller on the API version called; a static bearer has one at most. Looked up once for a call. */
export function grantsOf(exchange: Exchange): readonly GrantEntry[] {
  exchange.grants ??= findGrants(exchange)
  return exchange.grants
}

function findGrants({ caller, operation, rules }: Exchange): readonly GrantEntry[] {
  if (!caller || !operation) return []
  const { api, version } = operation.api.descriptor
  const grants = rules.grants.get(grantKey(caller.clientId, api, version)) ?? []
  const { boundGrantId: bound } = caller
  if (bound === null || (grants.length === 1 && grants[0]?.id === bound)) return grants
  return grants.filter((grant) => grant.id === bound)
}

/** Those of them that may be used now; the same list when all may. */
export function liveGrantsOf(exchange: Exchange): readonly GrantEntry[] {
  const grants = grantsOf(exchange)
  for (const grant of grants)
    if (!isLive(grant, exchange.startedAt)) return grants.filter((one) => isLive(one, exchange.startedAt))
  return grants
}

/** Whether a grant may be used at this instant (milliseconds since the epoch). */
export function isLive(grant: GrantEntry, now: number): boolean {
  return grant.state.state === 'active' && grant.from <= now && grant.until > now
}

/** Scopes that count for this call: the grant's, narrowed by the token's. Sorted, so that equal sets are equal. */
export function effectiveScopes(exchange: Exchange, grant: GrantEntry): readonly string[] {
  const narrowing = exchange.caller?.tokenScopes
  if (narrowing) return grant.state.scopes.filter((scope) => narrowing.has(scope)).sort()
  return isSorted(grant.state.scopes) ? grant.state.scopes : [...grant.state.scopes].sort()
}

function isSorted(texts: readonly string[]): boolean {
  for (let index = 1; index < texts.length; index += 1)
    if ((texts[index - 1] as string) > (texts[index] as string)) return false
  return true
}

/** Whether any scope of the grant opens the operation. */
export function opensOperation(exchange: Exchange, grant: GrantEntry): boolean {
  const needed = exchange.operation?.operation.scopes ?? []
  const narrowing = exchange.caller?.tokenScopes ?? null
  return grant.state.scopes.some((scope) => needed.includes(scope) && (narrowing === null || narrowing.has(scope)))
}
