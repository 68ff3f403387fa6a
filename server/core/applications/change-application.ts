import type { Actor } from '../accounts/actor.ts'
import { checkVersion, type ExpectedVersion } from '../check-version.ts'
import { Forbidden, NotFound, PreconditionFailed } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import { actingOrganization, authorize } from '../permissions/authorize.ts'
import type { PermissionName } from '../permissions/permissions.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { publishEverywhere, type Revisions } from '../snapshot/publish-everywhere.ts'
import type { Application } from './application.ts'
import { applicationChange } from './application-change.ts'
import type { ApplicationDeps } from './application-deps.ts'

export interface ChangedApplication {
  readonly application: Application
  readonly revisions: Revisions
}

interface Step {
  readonly permission: PermissionName
  readonly event: string
  readonly data: Readonly<Record<string, unknown>>
  change(application: Application): Partial<Application>
}

async function changeApplication(
  tx: Transaction,
  deps: ApplicationDeps,
  actor: Actor,
  id: string,
  expected: ExpectedVersion,
  step: Step,
): Promise<ChangedApplication> {
  const application = await deps.applications.lock(tx, id)
  if (application === null || application.state === 'archived') throw new NotFound({ problem: 'not-found' })
  authorize(actor, step.permission, { organization: application.organization_id })
  checkVersion(application.version, expected)
  const next = { ...application, ...step.change(application), version: application.version + 1 }
  if (!(await deps.applications.update(tx, next))) throw new PreconditionFailed({ problem: 'precondition-failed' })
  await deps.events.append(tx, {
    type: step.event,
    actor: actorOfEvent(actor),
    organization_id: application.organization_id,
    subject_type: 'application',
    subject_id: id,
    data: step.data,
  })
  const revisions = await publishEverywhere(tx, deps, {
    production: [applicationChange(next, 'production')],
    sandbox: [applicationChange(next, 'sandbox')],
  })
  return { application: next, revisions }
}

/** Changes its name, its description, or whether its tokens must be bound. */
export async function updateApplication(
  tx: Transaction,
  deps: ApplicationDeps,
  actor: Actor,
  id: string,
  expected: ExpectedVersion,
  input: { readonly name?: string; readonly description?: string; readonly requires_bound_tokens?: boolean },
): Promise<Application> {
  const { application } = await changeApplication(tx, deps, actor, id, expected, {
    permission: 'application.write',
    event: 'application.updated',
    data: { ...input },
    change: (known) => ({
      name: input.name?.trim() ?? known.name,
      description: input.description ?? known.description,
      requires_bound_tokens: input.requires_bound_tokens ?? known.requires_bound_tokens,
    }),
  })
  return application
}

/** Suspends it in both environments. An operator's suspension replaces an owner's, never the reverse. */
export function suspendApplication(
  tx: Transaction,
  deps: ApplicationDeps,
  actor: Actor,
  id: string,
  reason: string,
): Promise<ChangedApplication> {
  return changeApplication(tx, deps, actor, id, '*', {
    permission: 'application.suspend',
    event: 'application.suspended',
    data: { reason },
    change(known) {
      checkSide(actor, known)
      const by = actingOrganization(actor, 'application.suspend', { organization: known.organization_id })
      return { state: 'suspended', suspended_reason: reason, suspended_by: by }
    },
  })
}

/** Lifts the suspension. @throws Forbidden for an owner when the operator suspended it. */
export function resumeApplication(
  tx: Transaction,
  deps: ApplicationDeps,
  actor: Actor,
  id: string,
): Promise<ChangedApplication> {
  return changeApplication(tx, deps, actor, id, '*', {
    permission: 'application.suspend',
    event: 'application.resumed',
    data: {},
    change(known) {
      checkSide(actor, known)
      return { state: 'active', suspended_reason: null, suspended_by: null }
    },
  })
}

function checkSide(actor: Actor, application: Application): void {
  const by = application.suspended_by
  if (by === null || by === application.organization_id) return
  if (actor.memberships.some((one) => one.organization_id === by || one.organization_kind === 'operator')) return
  throw new Forbidden({ problem: 'permission-denied', detail: 'The operator suspended it, and lifts the suspension.' })
}
