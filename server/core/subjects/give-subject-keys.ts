import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts'
import type { SubjectKeyStore } from './subject-key-store.ts'
import { deriveDirectoryKey, deriveEpochKey, epochOf, type SubjectKeys } from './subject-keys.ts'

export interface SubjectKeyGiverDeps {
  readonly unitOfWork: UnitOfWork
  readonly subjectKeys: SubjectKeyStore
  readonly protectedHashes: (tx: Transaction) => Promise<readonly string[]>
  readonly clock: Pick<Clock, 'now'>
  readonly random: Pick<Random, 'bytes'>
  readonly master: Uint8Array
}

/** What a gateway is told, now. */
export type SubjectKeyGiver = () => Promise<SubjectKeys>

function monthAfter(epoch: string): string {
  return epochOf(Date.parse(`${epoch}-01T00:00:00Z`) + 32 * 86_400_000)
}

/** Keys of this month and the next, made when first asked for. */
export function createSubjectKeyGiver(deps: SubjectKeyGiverDeps): SubjectKeyGiver {
  const { master } = deps
  return () =>
    deps.unitOfWork.transaction(async (tx) => {
      const now = epochOf(deps.clock.now())
      const epochs: SubjectKeys['epochs'][number][] = []
      for (const epoch of [now, monthAfter(now)]) {
        const salt = await deps.subjectKeys.ensure(tx, epoch, deps.random.bytes(32))
        if (salt !== null) epochs.push({ epoch, key: deriveEpochKey(master, salt, epoch).toString('base64url') })
      }
      return {
        format_version: 1,
        epochs,
        directory_key: deriveDirectoryKey(master).toString('base64url'),
        protected: await deps.protectedHashes(tx),
      }
    })
}
