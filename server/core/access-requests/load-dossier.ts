import { NotFound } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AccessRequestStore } from './access-request-store.ts'
import type { Dossier } from './dossier.ts'

/** @throws NotFound when there is no such access request. */
export async function loadDossier(
  tx: Transaction,
  deps: { readonly requests: AccessRequestStore },
  id: string,
  lock?: 'lock',
): Promise<Dossier> {
  const dossier = await deps.requests.load(tx, id, lock)
  if (dossier === null) throw new NotFound({ problem: 'not-found' })
  return dossier
}
