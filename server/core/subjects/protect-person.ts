import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { Conflict, NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { EventActor } from '../events/event.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { type Identity, identifyingNames, identityHash } from './identity-hash.ts'
import type { ProtectedPerson } from './protected-person-store.ts'
import type { SubjectDeps } from './subject-deps.ts'

async function record(tx: Transaction, deps: SubjectDeps, actor: EventActor, type: string, id: string): Promise<void> {
  await deps.events.append(tx, {
    type,
    actor,
    organization_id: null,
    subject_type: 'protected_person',
    subject_id: id,
    data: {},
  })
}

/**
 * From within a minute on, every production call that identifies somebody like this raises an alert. One person may be
 * protected under several ways of being identified.
 * @throws Forbidden, InvalidInput, Conflict `already-protected` when the identity is protected already.
 */
export async function protectPerson(
  tx: Transaction,
  deps: SubjectDeps,
  actor: Actor,
  { identity, reason }: { readonly identity: Identity; readonly reason: string },
): Promise<ProtectedPerson> {
  authorize(actor, 'protected-persons.write')
  const names = identifyingNames(await deps.apis.listAll(tx, ['published', 'deprecated']))
  const person: ProtectedPerson = {
    id: deps.random.uuid(),
    identity_hash: identityHash(deps, identity, names, '/identity'),
    reason,
    created_by: actor.account_id,
    created_at: timeOf(deps),
  }
  if (!(await deps.protectedPersons.insert(tx, person))) {
    throw new Conflict({ problem: 'already-protected', detail: 'This identity is protected already.' })
  }
  await record(tx, deps, actorOfEvent(actor), 'protected_person.added', person.id)
  return person
}

/** @throws NotFound, Forbidden */
export async function endProtection(tx: Transaction, deps: SubjectDeps, actor: Actor, id: string): Promise<void> {
  authorize(actor, 'protected-persons.write')
  if (!(await deps.protectedPersons.remove(tx, id))) throw new NotFound({ problem: 'not-found' })
  await record(tx, deps, actorOfEvent(actor), 'protected_person.removed', id)
}
