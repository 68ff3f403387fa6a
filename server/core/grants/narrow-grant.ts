import type { Actor } from '../accounts/actor.ts'
import { checkVersion, type ExpectedVersion } from '../check-version.ts'
import { Conflict, InvalidInput, NotFound } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { changeGrant } from './change-grant.ts'
import type { Grant } from './grant.ts'
import { type GrantDeps, loadGrant } from './load-grant.ts'

/**
 * Narrows a sandbox grant to the scopes one will ask for, or widens it again up to all of the API's.
 * @throws Conflict `wrong-state` for a production grant: its authorization decides.
 * @throws InvalidInput for a scope the API has not, PreconditionFailed.
 */
export async function narrowGrant(
  tx: Transaction,
  deps: GrantDeps,
  actor: Actor,
  id: string,
  expected: ExpectedVersion,
  scopes: readonly string[],
): Promise<Grant> {
  const file = await loadGrant(tx, deps, id)
  authorize(actor, 'grant.narrow', file.relations)
  const { grant } = file
  checkVersion(grant.version, expected)
  if (grant.environment !== 'sandbox' || grant.state === 'revoked') {
    const detail = 'Only a sandbox grant changes its scopes; in production, reopen the authorization.'
    throw new Conflict({ problem: 'wrong-state', detail })
  }
  const api = await deps.apis.load(tx, grant.api, grant.api_version)
  if (api === null) throw new NotFound({ problem: 'not-found' })
  const offered = api.descriptor.scopes.map((scope) => scope.name)
  const errors = scopes.flatMap((scope, at) =>
    offered.includes(scope)
      ? []
      : [{ field: `/scopes/${at}`, rule: 'enum', message: `${grant.api} has no data scope ${scope}.` }],
  )
  if (errors.length > 0)
    throw new InvalidInput({ problem: 'invalid-request', detail: errors[0]?.message ?? '', errors })
  const step = { event: 'grant.narrowed', suspension: await deps.grants.suspensionOf(tx, id), data: { scopes } }
  return (await changeGrant(tx, deps, actor, file, { scopes }, step)).grant
}
