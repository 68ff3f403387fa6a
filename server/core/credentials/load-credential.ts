import type { Actor } from '../accounts/actor.ts'
import type { Application } from '../applications/application.ts'
import { NotFound } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { PermissionName } from '../permissions/permissions.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Credential } from './credential.ts'
import type { CredentialDeps } from './credential-deps.ts'

/** A credential to change, with its application locked. @throws NotFound, Forbidden */
export async function loadCredential(
  tx: Transaction,
  deps: CredentialDeps,
  actor: Actor,
  id: string,
  permission: PermissionName = 'credentials.write',
): Promise<{ credential: Credential; application: Application }> {
  const known = await deps.credentials.load(tx, id)
  if (known === null) throw new NotFound({ problem: 'not-found' })
  const application = await deps.applications.lock(tx, known.application_id)
  if (application === null) throw new NotFound({ problem: 'not-found' })
  authorize(actor, permission, { organization: application.organization_id })
  // Read again: whoever held the lock before may have ended it.
  const credential = await deps.credentials.load(tx, id)
  if (credential === null) throw new NotFound({ problem: 'not-found' })
  return { credential, application }
}
