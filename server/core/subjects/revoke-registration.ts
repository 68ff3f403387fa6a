import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { SubjectDeps } from './subject-deps.ts'

/**
 * Ends a file. Gateways that asked a moment ago may answer on it for half a minute more; ending it again changes nothing.
 * @throws NotFound when the organization has no such file. @throws Forbidden
 */
export async function revokeRegistration(
  tx: Transaction,
  deps: SubjectDeps,
  actor: Actor,
  organizationId: string,
  id: string,
): Promise<void> {
  authorize(actor, 'subjects.write', { organization: organizationId })
  const registration = await deps.registrations.find(tx, id)
  if (registration?.organization_id !== organizationId) throw new NotFound({ problem: 'not-found' })
  if (registration.revoked_at !== null) return
  await deps.registrations.revoke(tx, id, timeOf(deps))
  await deps.events.append(tx, {
    type: 'subject.registration_revoked',
    actor: actorOfEvent(actor),
    organization_id: organizationId,
    subject_type: 'subject_registration',
    subject_id: id,
    data: { api: registration.api, environment: registration.environment },
  })
}
