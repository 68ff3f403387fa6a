import { loadAuthorization } from '../authorizations/load-authorization.ts'
import { recordAuthorization } from '../authorizations/record-authorization.ts'
import { dayMs, type LifecycleDeps, perPass } from './lifecycle-deps.ts'
import type { UnusedScope } from './lifecycle-store.ts'

/** A granted data scope is proposed for removal when it served no answer for so long. */
export const unusedDays = 90

/** Proposes to give up what is not used: one event for each authorization and pass. Answers how many scopes. */
export async function proposeNarrowing(deps: LifecycleDeps): Promise<number> {
  const instant = deps.clock.now()
  const now = new Date(instant).toISOString()
  const since = deps.calendar.dateAt(instant - unusedDays * dayMs)
  const unused = await deps.unitOfWork.read((tx) => deps.lifecycle.unusedScopes(tx, since, now, perPass))
  const byAuthorization = Map.groupBy(unused, (one: UnusedScope) => one.authorization_id)
  for (const [id, scopes] of byAuthorization) {
    await deps.unitOfWork.transaction(async (tx) => {
      const { authorization } = await loadAuthorization(tx, deps, id, 'lock')
      for (const scope of scopes)
        await deps.lifecycle.propose(tx, { ...scope, proposed_at: now, kept_until: null, kept_reason: null })
      const names = scopes.map(({ scope }) => scope)
      await recordAuthorization(tx, deps, null, authorization, 'narrowing_proposed', {
        scopes: names,
        days: unusedDays,
      })
    })
  }
  return unused.length
}
