import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import { lockFile } from './lock-file.ts'
import { moveAuthorization } from './move-authorization.ts'

const batchSize = 100

/**
 * Ends the authorizations whose last day is over. Gateways refuse their grants from that instant anyway: this
 * makes states say so. Safe to run on several replicas at once. Answers how many it ended.
 */
export async function expireAuthorizations(
  deps: AuthorizationDeps & { readonly unitOfWork: UnitOfWork },
): Promise<number> {
  const now = new Date(deps.clock.now()).toISOString()
  const ids = await deps.unitOfWork.read((tx) => deps.authorizations.listEnded(tx, now, batchSize))
  let ended = 0
  for (const id of ids) {
    ended += await deps.unitOfWork.transaction(async (tx) => {
      const locked = await lockFile(tx, deps, id)
      const { state } = locked.file.authorization
      if (state !== 'active' && state !== 'suspended') return 0
      await moveAuthorization(tx, deps, null, locked, 'expire', null)
      return 1
    })
  }
  return ended
}
