import type { Actor } from '../accounts/actor.ts'
import type { Application } from '../applications/application.ts'
import type { ApplicationStore } from '../applications/application-store.ts'
import { NotFound } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { FoundExchange, UsageStore } from './usage-store.ts'

interface FindDeps {
  readonly applications: Pick<ApplicationStore, 'load'>
  readonly usage: Pick<UsageStore, 'findExchange'>
}

/** @throws NotFound for a call that is not of this application, and for strangers. */
export async function findExchange(
  tx: Transaction,
  deps: FindDeps,
  actor: Actor,
  applicationId: string,
  requestId: string,
  permission: 'usage.read' | 'exchange.share' = 'usage.read',
): Promise<FoundExchange & { readonly application: Application }> {
  const application = await deps.applications.load(tx, applicationId)
  if (application === null) throw new NotFound({ problem: 'not-found' })
  authorize(actor, permission, { organization: application.organization_id })
  const found = await deps.usage.findExchange(tx, application.id, requestId)
  if (found === null) throw new NotFound({ problem: 'not-found' })
  return { ...found, application }
}
