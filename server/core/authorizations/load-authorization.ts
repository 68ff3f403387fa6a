import { NotFound } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuthorizationFile, AuthorizationStore } from './authorization-store.ts'

/** @throws NotFound when there is no such authorization. */
export async function loadAuthorization(
  tx: Transaction,
  deps: { readonly authorizations: AuthorizationStore },
  id: string,
  lock?: 'lock',
): Promise<AuthorizationFile> {
  const file = await deps.authorizations.load(tx, id, lock)
  if (file === null) throw new NotFound({ problem: 'not-found' })
  return file
}
