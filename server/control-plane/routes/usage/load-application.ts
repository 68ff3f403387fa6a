import type { Application } from '#core/applications/application.ts'
import type { ApplicationStore } from '#core/applications/application-store.ts'
import { NotFound } from '#core/errors.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'

/** @throws NotFound when there is no such application. */
export async function loadApplication(
  tx: Transaction,
  deps: { readonly applications: ApplicationStore },
  id: string,
): Promise<Application> {
  const application = await deps.applications.load(tx, id)
  if (application === null) throw new NotFound({ problem: 'not-found' })
  return application
}
