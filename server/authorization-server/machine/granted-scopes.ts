import type { MachineClient } from './client-index.ts'

/** Union of the data scopes of the client's running grants at `now` (ms), in a stable order. */
export function grantedScopes(client: MachineClient, now: number): readonly string[] {
  const scopes = new Set<string>()
  for (const grant of client.grants) {
    const hasBegun = Date.parse(grant.valid_from) <= now
    const hasEnded = grant.valid_until !== null && Date.parse(grant.valid_until) <= now
    if (grant.state !== 'active' || !hasBegun || hasEnded) continue
    for (const scope of grant.scopes) scopes.add(scope)
  }
  return [...scopes].sort()
}
