import type { Dossier } from '../access-requests/dossier.ts'
import { loadDossier } from '../access-requests/load-dossier.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import type { AuthorizationFile } from './authorization-store.ts'
import { loadAuthorization } from './load-authorization.ts'

/**
 * An authorization and its access request, both locked. The request comes first, as in a vote: two
 * transactions never wait for each other.
 */
export async function lockFile(
  tx: Transaction,
  deps: AuthorizationDeps,
  id: string,
): Promise<{ readonly file: AuthorizationFile; readonly dossier: Dossier }> {
  const { authorization } = await loadAuthorization(tx, deps, id)
  await deps.requests.load(tx, authorization.access_request_id, 'lock')
  const file = await loadAuthorization(tx, deps, id, 'lock')
  return { file, dossier: await loadDossier(tx, deps, authorization.access_request_id) }
}
