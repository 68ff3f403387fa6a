import type { Clock } from '../ports/clock.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuditLogStore, LogHead } from './audit-log-store.ts'
import type { Checkpoint } from './checkpoint.ts'
import { type CheckpointKey, signStatement } from './checkpoint-key.ts'
import { rangeRoot } from './tree/tiled-tree.ts'

export interface CheckpointDeps {
  readonly log: AuditLogStore
  readonly key: CheckpointKey
  /** Public address of the platform. */
  readonly origin: string
  readonly clock: Pick<Clock, 'now'>
}

/** Signs what the open shard is now. The caller holds the head and passes it as it stands. */
export async function takeCheckpoint(
  deps: CheckpointDeps,
  tx: Transaction,
  head: LogHead & { readonly shard: string },
  isFinal: boolean,
): Promise<Checkpoint> {
  const { log, key } = deps
  const { shard, size } = head
  const root = await rangeRoot((level, index) => log.readTile(tx, shard, level, index), { start: 0, end: size })
  const checkpoint: Checkpoint = {
    format_version: 1,
    origin: deps.origin,
    number: head.checkpoint_number + 1,
    previous: head.checkpoint_hash,
    shard,
    size,
    root: root.toString('hex'),
    is_final: isFinal,
    at: new Date(deps.clock.now()).toISOString(),
    chains: await log.chainHeads(tx, shard),
    unshipped: await log.unshipped(tx),
  }
  const body = JSON.stringify(checkpoint)
  await log.addCheckpoint(tx, checkpoint, { body, signature: signStatement(key.privateKey, 'checkpoint', body) })
  return checkpoint
}
