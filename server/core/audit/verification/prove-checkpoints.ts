import type { SignedCheckpoint } from '../checkpoint.ts'
import { checkSuccession, type ProvenCheckpoint, proveCheckpoint } from './check-checkpoints.ts'

/**
 * A witness's whole store: each signed by the pinned key, each naming the one before.
 * @throws BrokenCheckpoints at the first that is not.
 */
export function proveCheckpoints(publicKey: string, signed: readonly SignedCheckpoint[]): ProvenCheckpoint[] {
  const proven: ProvenCheckpoint[] = []
  for (const each of signed) {
    const next = proveCheckpoint(publicKey, each)
    checkSuccession(proven.at(-1) ?? null, next)
    proven.push(next)
  }
  return proven
}
