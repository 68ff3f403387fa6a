import type { EventStore } from '../events/event.ts'
import { grantChange } from '../grants/grant-change.ts'
import { loadPolicies, type PolicyDeps } from '../policies/load-policies.ts'
import type { UseCasePolicy } from '../policies/use-case-policy.ts'
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts'
import type { SnapshotPublisher } from '../snapshot/snapshot-publisher.ts'
import type { AuthorizedGrantStore } from './authorized-grant-store.ts'

export interface WithdrawDeps extends PolicyDeps {
  readonly unitOfWork: UnitOfWork
  readonly authorizedGrants: AuthorizedGrantStore
  readonly events: EventStore
  readonly publisher: SnapshotPublisher
}

/**
 * What a use case's policy forbids is refused at request and at approval; here it is taken from the grants that were
 * opened before the policy forbade it, so that gateways refuse it too. Answers how many grants were narrowed.
 */
export async function withdrawForbiddenScopes(deps: WithdrawDeps): Promise<number> {
  const policies = await deps.unitOfWork.read((tx) => loadPolicies(tx, deps))
  let narrowed = 0
  for (const policy of policies) {
    const { forbidden } = policy.scopes
    if (forbidden.length === 0) continue
    const ids = await deps.unitOfWork.read((tx) => deps.authorizedGrants.authorizationsWith(tx, policy.id, forbidden))
    for (const id of ids) narrowed += await deps.unitOfWork.transaction((tx) => withdraw(tx, deps, id, policy))
  }
  return narrowed
}

async function withdraw(tx: Transaction, deps: WithdrawDeps, authorizationId: string, policy: UseCasePolicy) {
  const { forbidden } = policy.scopes
  const held = await deps.authorizedGrants.lockOfAuthorization(tx, authorizationId)
  const affected = held.filter(({ scopes }) => scopes.some((name) => forbidden.includes(name)))
  const next = affected.map((grant) => ({
    ...grant,
    scopes: grant.scopes.filter((name) => !forbidden.includes(name)),
    generation: grant.generation + 1,
    version: grant.version + 1,
  }))
  await deps.authorizedGrants.put(tx, next)
  for (const [index, grant] of next.entries()) {
    const withdrawn = (affected[index]?.scopes ?? []).filter((name) => forbidden.includes(name))
    await deps.events.append(tx, {
      type: 'grant.narrowed',
      actor: { kind: 'policy', id: null },
      organization_id: grant.beneficiary_id,
      subject_type: 'grant',
      subject_id: grant.id,
      data: { api: grant.api, scopes: grant.scopes, withdrawn, policy: policy.id, policy_version: policy.version },
    })
  }
  await deps.publisher.publish(
    tx,
    'production',
    next.map((grant) => grantChange(grant, grant.client_id)),
  )
  return next.length
}
