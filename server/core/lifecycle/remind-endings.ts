import { loadAuthorization } from '../authorizations/load-authorization.ts'
import { recordAuthorization } from '../authorizations/record-authorization.ts'
import { dayMs, type LifecycleDeps, perPass } from './lifecycle-deps.ts'

/** Days before the end at which it is said, the last first: after a long silence only the most urgent is said. */
const authorizationDays = [7, 30, 90] as const
const credentialDays = [7, 30] as const

/**
 * Says that an authorization or a credential will end: an event for its organization at each threshold, once.
 * Answers how many it said.
 */
export async function remindEndings(deps: LifecycleDeps): Promise<number> {
  const instant = deps.clock.now()
  const now = new Date(instant).toISOString()
  const until = (days: number) => new Date(instant + days * dayMs).toISOString()
  let said = 0
  for (const days of authorizationDays) {
    const ending = await deps.unitOfWork.read((tx) =>
      deps.lifecycle.endingAuthorizations(tx, now, until(days), days, perPass),
    )
    for (const { id, ends_at } of ending) {
      said += await deps.unitOfWork.transaction(async (tx) => {
        if (!(await deps.lifecycle.claimReminder(tx, id, 'authorization_ends', days, now))) return 0
        const { authorization } = await loadAuthorization(tx, deps, id)
        await recordAuthorization(tx, deps, null, authorization, 'ending', { days, ends_at })
        return 1
      })
    }
  }
  for (const days of credentialDays) {
    const ending = await deps.unitOfWork.read((tx) =>
      deps.lifecycle.endingCredentials(tx, now, until(days), days, perPass),
    )
    for (const { id, ends_at, organization_id, label } of ending) {
      said += await deps.unitOfWork.transaction(async (tx) => {
        if (!(await deps.lifecycle.claimReminder(tx, id, 'credential_ends', days, now))) return 0
        await deps.events.append(tx, {
          type: 'credential.ending',
          actor: { kind: 'system', id: null },
          organization_id,
          subject_type: 'credential',
          subject_id: id,
          data: { days, ends_at, label },
        })
        return 1
      })
    }
  }
  return said
}
