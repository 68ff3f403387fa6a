import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Credential } from './credential.ts'
import { credentialChange } from './credential-change.ts'
import type { CredentialDeps } from './credential-deps.ts'
import { loadCredential } from './load-credential.ts'

/** Ends a credential at once: the tokens it obtained stop at the gateways. Once more changes nothing. */
export async function revokeCredential(
  tx: Transaction,
  deps: CredentialDeps,
  actor: Actor,
  id: string,
): Promise<{ credential: Credential; revision: number }> {
  const { credential, application } = await loadCredential(tx, deps, actor, id, 'credential.revoke')
  const { environment } = credential
  if (credential.revoked_at !== null) return { credential, revision: await deps.publisher.publish(tx, environment, []) }
  const revoked = { ...credential, revoked_at: timeOf(deps) }
  await deps.credentials.end(tx, id, revoked)
  await deps.events.append(tx, {
    type: 'credential.revoked',
    actor: actorOfEvent(actor),
    organization_id: application.organization_id,
    subject_type: 'credential',
    subject_id: id,
    data: { application_id: application.id, environment, label: credential.label },
  })
  const change = credentialChange(revoked, application.client_ids[environment])
  return { credential: revoked, revision: await deps.publisher.publish(tx, environment, [change]) }
}
