const dayMs = 86_400_000
const environments = ['sandbox', 'production'] as const
const states = ['live', 'expired', 'revoked'] as const
const kinds = ['client_secret', 'jwks', 'static_bearer', 'france_connect'] as const

export const inventoryChoices = { environments, states, kinds, days: ['7', '30', '90', '180', '365'] as const }

/** What the address of the inventory asks for, as the form shows it. Live credentials unless it says otherwise. */
export function inventoryFilter(search: URLSearchParams) {
  const one = <T extends string>(values: readonly T[], name: string) =>
    values.find((value) => value === search.get(name))
  return {
    environment: one(environments, 'environment'),
    kind: one(kinds, 'kind'),
    state: search.has('state') ? one(states, 'state') : ('live' as const),
    older: one(inventoryChoices.days, 'older'),
    ends: one(inventoryChoices.days, 'ends'),
    unused: one(inventoryChoices.days, 'unused'),
  }
}

/** The same as the management API asks it; days become instants. */
export function inventoryQuery(filter: ReturnType<typeof inventoryFilter>, now: number) {
  const inDays = (days: string | undefined, sign: 1 | -1) =>
    days === undefined ? undefined : new Date(now + sign * Number(days) * dayMs).toISOString()
  return {
    environment: filter.environment,
    credential_kind: filter.kind,
    credential_state: filter.state,
    created_before: inDays(filter.older, -1),
    expires_before: inDays(filter.ends, 1),
    unused_since: inDays(filter.unused, -1),
  }
}
