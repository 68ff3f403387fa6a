import { lineHash } from '../chain-line.ts'
import { type Checkpoint, parseCheckpoint, type SignedCheckpoint } from '../checkpoint.ts'
import { verifyStatement } from '../checkpoint-key.ts'

/** A checkpoint whose signature holds, with its exact text. */
export interface ProvenCheckpoint extends Checkpoint {
  readonly body: string
}

/** A checkpoint cannot follow the one before it. The message says why. */
export class BrokenCheckpoints extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BrokenCheckpoints'
  }
}

/** @throws BrokenCheckpoints when it is no checkpoint, or the key did not sign it. */
export function proveCheckpoint(publicKey: string, { body, signature }: SignedCheckpoint): ProvenCheckpoint {
  const checkpoint = parseCheckpoint(body)
  if (checkpoint === null) throw new BrokenCheckpoints('A checkpoint is not readable.')
  if (!verifyStatement(publicKey, 'checkpoint', body, signature)) {
    throw new BrokenCheckpoints(`Checkpoint ${checkpoint.number} is not signed by the pinned key.`)
  }
  return { ...checkpoint, body }
}

/**
 * Whether `next` may follow `last` (null: nothing is known yet): its number, the hash it names, and that a shard only
 * grows, ends once and is not reopened. That it grew by appending is for the proof of consistency to say.
 * @throws BrokenCheckpoints
 */
export function checkSuccession(last: ProvenCheckpoint | null, next: ProvenCheckpoint): void {
  if (last === null) return
  const { number } = next
  if (number !== last.number + 1) {
    throw new BrokenCheckpoints(`Checkpoint ${number} comes after checkpoint ${last.number}.`)
  }
  if (next.previous !== lineHash(last.body)) {
    throw new BrokenCheckpoints(
      `Checkpoint ${number} names another checkpoint ${last.number}: there are two histories.`,
    )
  }
  if (last.is_final) {
    if (next.shard <= last.shard)
      throw new BrokenCheckpoints(`Checkpoint ${number} goes on with a shard that had ended.`)
    return
  }
  if (next.shard !== last.shard) throw new BrokenCheckpoints(`Shard ${last.shard} has no final checkpoint.`)
  if (next.size < last.size)
    throw new BrokenCheckpoints(`Shard ${next.shard} shrank from ${last.size} to ${next.size}.`)
  if (next.size === last.size && next.root !== last.root) {
    throw new BrokenCheckpoints(`Shard ${next.shard} has two roots for ${next.size} leaves.`)
  }
}
