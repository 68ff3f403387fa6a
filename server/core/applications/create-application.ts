import type { Actor } from '../accounts/actor.ts'
import { Conflict, NotFound } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Application } from './application.ts'
import type { ApplicationDeps } from './application-deps.ts'
import { registerApplication } from './register-application.ts'

/** Applications of one organization that are not archived. */
const maxApplications = 100

/**
 * Registers an application with a client id in each environment and a sandbox grant on every
 * published API: sandbox credentials can be made at once.
 * @throws Conflict `limit-reached`.
 */
export async function createApplication(
  tx: Transaction,
  deps: ApplicationDeps,
  actor: Actor,
  organizationId: string,
  input: { readonly name: string; readonly description: string },
): Promise<Application> {
  authorize(actor, 'applications.write', { organization: organizationId })
  const organization = await deps.organizations.lock(tx, organizationId)
  if (organization === null) throw new NotFound({ problem: 'not-found' })
  if ((await deps.applications.listLive(tx, organizationId)).length >= maxApplications)
    throw new Conflict({
      problem: 'limit-reached',
      detail: `An organization has at most ${maxApplications} applications.`,
    })
  return registerApplication(tx, deps, actor, organization, input)
}
