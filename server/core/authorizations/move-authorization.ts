import type { Dossier } from '../access-requests/dossier.ts'
import { recordStep } from '../access-requests/record-step.ts'
import { endReopening, positionOf, type Review } from '../access-requests/review.ts'
import { type Step, stateAfter } from '../access-requests/transitions.ts'
import type { Actor } from '../accounts/actor.ts'
import { Conflict } from '../errors.ts'
import { grantChange } from '../grants/grant-change.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Authorization, AuthorizationState } from './authorization.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import type { AuthorizationFile } from './authorization-store.ts'
import type { AuthorizedGrant } from './authorized-grant-store.ts'
import { isSuspendedApart, revokeGrant } from './plan-grants.ts'
import { recordAuthorization } from './record-authorization.ts'

export type Move = Extract<Step, 'suspend' | 'resume' | 'revoke' | 'expire'>

// biome-ignore format: aligned table
const moves: Readonly<Record<Move, { from: readonly AuthorizationState[]; to: AuthorizationState; act: string }>> = {
  suspend: { from: ['active'],              to: 'suspended', act: 'suspended' },
  resume:  { from: ['suspended'],           to: 'active',    act: 'resumed'   },
  revoke:  { from: ['active', 'suspended'], to: 'revoked',   act: 'revoked'   },
  expire:  { from: ['active', 'suspended'], to: 'expired',   act: 'expired'   },
}

/**
 * Moves an authorization, its access request, its grants and (at its end) its delegations together, and
 * publishes. A request that is being reviewed again stays where it is, except that a revocation ends it.
 * `actor` null is the platform itself. Answers the production revision.
 * @throws Conflict `wrong-state`.
 */
export async function moveAuthorization(
  tx: Transaction,
  deps: AuthorizationDeps,
  actor: Actor | null,
  { file, dossier }: { readonly file: AuthorizationFile; readonly dossier: Dossier },
  move: Move,
  reason: string | null,
  suspendedBy: Authorization['suspended_by'] = null,
): Promise<number> {
  const { authorization } = file
  const { from, to, act } = moves[move]
  if (!from.includes(authorization.state)) {
    throw new Conflict({
      problem: 'wrong-state',
      detail: `The authorization is ${authorization.state}: ${move} is not possible.`,
      extensions: { state: authorization.state },
    })
  }
  const next = { state: to, state_reason: reason, suspended_by: suspendedBy }
  await deps.authorizations.move(tx, authorization.id, next)
  await moveRequest(tx, deps, actor, dossier, move)
  const held = await deps.authorizedGrants.lockOfAuthorization(tx, authorization.id)
  const grants = held.map((grant) => movedGrant(grant, move, reason)).filter((grant, index) => grant !== held[index])
  await deps.authorizedGrants.put(tx, grants)
  if (move === 'revoke' || (move === 'expire' && dossier.running === null))
    await endDelegations(tx, deps, authorization.id)
  await recordAuthorization(tx, deps, actor, authorization, act, { reason, side: suspendedBy?.side ?? null })
  return deps.publisher.publish(
    tx,
    'production',
    grants.map((grant) => grantChange(grant, grant.client_id)),
  )
}

async function moveRequest(
  tx: Transaction,
  deps: AuthorizationDeps,
  actor: Actor | null,
  dossier: Dossier,
  move: Move,
): Promise<void> {
  const state = stateAfter(positionOf(dossier), move)
  if (state === null) return
  const now = new Date(deps.clock.now()).toISOString()
  const moved: Review =
    dossier.running === null
      ? { ...dossier, request: { ...dossier.request, state } }
      : endReopening(dossier, state, now)
  await deps.requests.save(tx, dossier, moved)
  await recordStep(tx, deps, actor, dossier.request, moves[move].act)
}

function movedGrant(grant: AuthorizedGrant, move: Move, reason: string | null): AuthorizedGrant {
  const changed = { ...grant, generation: grant.generation + 1, version: grant.version + 1 }
  if (move === 'suspend') {
    if (grant.state !== 'active') return grant
    return { ...changed, state: 'suspended', state_reason: reason }
  }
  if (move === 'resume') {
    if (grant.state !== 'suspended' || isSuspendedApart(grant)) return grant
    return { ...changed, state: 'active', state_reason: null }
  }
  return revokeGrant(grant)
}

async function endDelegations(tx: Transaction, deps: AuthorizationDeps, authorizationId: string): Promise<void> {
  for (const delegation of await deps.delegations.listLiving(tx, authorizationId)) {
    await deps.delegations.save(tx, { ...delegation, state: 'revoked' })
  }
}
