import type { EventStore } from '../events/event.ts'
import type { Clock } from '../ports/clock.ts'
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts'
import type { AuditLogReader } from './audit-log-reader.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { type CheckpointKey, signStatement } from './checkpoint-key.ts'
import type { PurgeStatement } from './purge-statement.ts'

/** Removes what a shard holds; its checkpoints stay. */
export type RemoveShard = (
  tx: Transaction,
  shard: string,
  statement: { readonly body: string; readonly signature: string },
) => Promise<void>

export interface PurgeDeps {
  readonly unitOfWork: UnitOfWork
  readonly reader: AuditLogReader
  readonly removeShard: RemoveShard
  readonly events: EventStore
  readonly key: CheckpointKey
  readonly clock: Pick<Clock, 'now'>
  /** A shard is purged only when one of these has signed its final checkpoint or a later one; none: unwitnessed. */
  readonly witnesses: readonly string[]
  readonly retention: { readonly months: number; readonly reason: string | null }
}

/** The newest month whose records are older than the retention, all of them. */
function lastMonthToPurge(now: number, months: number): string {
  const date = new Date(now)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months - 1, 1)).toISOString().slice(0, 7)
}

/**
 * Purges whole shards that are past the retention, each with a signed statement and an act of its own in the log.
 * Answers the shards it purged.
 */
export async function purgeShards(deps: PurgeDeps): Promise<string[]> {
  const { unitOfWork, reader, key, clock, retention, witnesses } = deps
  const last = lastMonthToPurge(clock.now(), retention.months)
  const shards = await unitOfWork.read((tx) => reader.shards(tx))
  const purged: string[] = []
  for (const { shard, state } of shards) {
    if (state !== 'closed' || shard > last) continue
    const isPurged = await unitOfWork.transaction(async (tx) => {
      const now = (await reader.shards(tx)).find((each) => each.shard === shard)
      const final = await reader.checkpointCovering(tx, shard, 0)
      const checkpoint = final === null ? null : parseCheckpoint(final.body)
      if (now?.state !== 'closed' || checkpoint === null || !checkpoint.is_final) return false
      const seen = await reader.latestCosigned(tx, witnesses)
      if (witnesses.length > 0 && (seen === null || seen.number < checkpoint.number)) return false
      const statement: PurgeStatement = {
        format_version: 1,
        shard,
        size: checkpoint.size,
        root: checkpoint.root,
        final_checkpoint: checkpoint.number,
        retention_months: retention.months,
        retention_reason: retention.reason,
        purged_at: new Date(clock.now()).toISOString(),
      }
      const body = JSON.stringify(statement)
      await deps.removeShard(tx, shard, { body, signature: signStatement(key.privateKey, 'purge', body) })
      await deps.events.append(tx, {
        type: 'audit.shard_purged',
        actor: { kind: 'system', id: null },
        organization_id: null,
        subject_type: 'audit_shard',
        subject_id: shard,
        data: statement,
      })
      return true
    })
    if (isPurged) purged.push(shard)
  }
  return purged
}
