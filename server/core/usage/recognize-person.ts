import type { Actor } from '../accounts/actor.ts'
import type { ApplicationStore } from '../applications/application-store.ts'
import { Conflict } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Pseudonyms } from '../subjects/create-pseudonyms.ts'
import type { SubjectReference } from '../subjects/subject-keys.ts'
import { findExchange } from './find-exchange.ts'
import type { UsageStore } from './usage-store.ts'

interface RecognizeDeps {
  readonly applications: Pick<ApplicationStore, 'load'>
  readonly usage: Pick<UsageStore, 'findExchange'>
  readonly pseudonyms: Pseudonyms
}

/**
 * Place of the synthetic person a sandbox call was about; null for none of them.
 * @throws Conflict `wrong-state` for production, where guesses about people are answered by nobody.
 */
export async function recognizePerson(
  tx: Transaction,
  deps: RecognizeDeps,
  actor: Actor,
  applicationId: string,
  requestId: string,
  references: readonly SubjectReference[],
): Promise<number | null> {
  const { exchange, subjects } = await findExchange(tx, deps, actor, applicationId, requestId)
  if (exchange.environment !== 'sandbox')
    throw new Conflict({ problem: 'wrong-state', detail: 'Only people of the sandbox are recognized.' })
  const searched = subjects.filter(({ role }) => role === 'searched')
  if (searched.length === 0) return null
  const known = new Set(searched.map(({ pseudonym }) => pseudonym))
  for (const [index, reference] of references.entries()) {
    const hashes = await deps.pseudonyms.of(tx, reference)
    if (hashes.some(({ pseudonym }) => known.has(pseudonym))) return index
  }
  return null
}
