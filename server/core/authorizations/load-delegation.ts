import { NotFound } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { DelegationStore, DelegationWithNames } from './delegation-store.ts'

/** @throws NotFound when there is no such delegation. */
export async function loadDelegation(
  tx: Transaction,
  deps: { readonly delegations: DelegationStore },
  id: string,
  lock?: 'lock',
): Promise<DelegationWithNames> {
  const delegation = await deps.delegations.load(tx, id, lock)
  if (delegation === null) throw new NotFound({ problem: 'not-found' })
  return delegation
}
