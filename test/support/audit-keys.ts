import type { KeyObject } from 'node:crypto'
import { type CheckpointKey, deriveCheckpointKey, publicHalf } from '#core/audit/checkpoint-key.ts'
import { deriveEd25519Key } from '#kit/derive-ed25519-key.ts'

/** The checkpoint key of test installations, and a witness they rely on. */
export function testAuditKeys(): {
  readonly checkpoint: CheckpointKey
  readonly witness: KeyObject
  readonly witnessId: string
} {
  const witness = deriveEd25519Key(Buffer.alloc(32, 9), 'test witness')
  return { checkpoint: deriveCheckpointKey(Buffer.alloc(32, 7)), witness, witnessId: publicHalf(witness) }
}
