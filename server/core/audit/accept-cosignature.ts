import { Forbidden, NotFound } from '../errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuditLogReader } from './audit-log-reader.ts'
import { verifyStatement } from './checkpoint-key.ts'

export interface CosignatureDeps {
  readonly reader: AuditLogReader
  /** Public keys of the witnesses that this installation relies on. */
  readonly witnesses: readonly string[]
  readonly clock: Pick<Clock, 'now'>
}

/**
 * Keeps a witness's word that it has verified and stored a checkpoint.
 * @throws NotFound when there is no such checkpoint.
 * @throws Forbidden when the key is not that of a witness of this installation, or has not signed it.
 */
export async function acceptCosignature(
  tx: Transaction,
  { reader, witnesses, clock }: CosignatureDeps,
  { number, witness, signature }: { readonly number: number; readonly witness: string; readonly signature: string },
): Promise<void> {
  const checkpoint = await reader.findCheckpoint(tx, number)
  if (checkpoint === null) throw new NotFound({ problem: 'not-found', detail: 'There is no such checkpoint.' })
  const isKnown = witnesses.includes(witness)
  if (!isKnown || !verifyStatement(witness, 'cosignature', checkpoint.body, signature)) {
    throw new Forbidden({
      problem: 'permission-denied',
      detail: 'The signature is not that of a witness this installation relies on.',
    })
  }
  await reader.cosign(tx, number, witness, signature, new Date(clock.now()).toISOString())
}
