import { NotFound } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuditLogReader, NumberedCheckpoint } from './audit-log-reader.ts'
import { lineHash } from './chain-line.ts'
import type { RecordReceipt } from './record-sink.ts'
import { leafHash } from './tree/merkle-hash.ts'
import { inclusionRanges } from './tree/proof-ranges.ts'
import { rangeRoot } from './tree/tiled-tree.ts'

/** That a record is leaf `index` of the shard whose root the checkpoint signs. */
export interface IncludedRecord {
  /** The exact line of the record: its SHA-256 is the receipt's hash, and with 0x00 before it the leaf's. */
  readonly record: string
  readonly leaf_hash: string
  /** Null until a checkpoint covers the record, a minute at most. */
  readonly proof: {
    readonly shard: string
    readonly index: number
    readonly path: readonly string[]
    readonly checkpoint: NumberedCheckpoint
  } | null
}

/**
 * Proves that the record of a receipt is in the log. Only who holds the receipt knows its hash, so that the record
 * may be shown to them.
 * @throws NotFound when the log has no such record: the receipt then proves a loss.
 */
export async function proveInclusion(
  tx: Transaction,
  reader: AuditLogReader,
  receipt: RecordReceipt,
): Promise<IncludedRecord> {
  const found = await reader.findRecord(tx, receipt.gateway, receipt.chain, receipt.seq)
  if (found === null || lineHash(found.line) !== receipt.hash) {
    throw new NotFound({ problem: 'not-found', detail: 'No record of the log has this place and this hash.' })
  }
  const { line: record, leaf } = found
  const leaf_hash = leafHash(record).toString('hex')
  const checkpoint = leaf === null ? null : await reader.checkpointCovering(tx, leaf.shard, leaf.index + 1)
  if (leaf === null || checkpoint === null) return { record, leaf_hash, proof: null }
  const { shard, index } = leaf
  const read = (level: number, at: number) => reader.readTile(tx, shard, level, at)
  const path: string[] = []
  for (const range of inclusionRanges(index, checkpoint.size)) path.push((await rangeRoot(read, range)).toString('hex'))
  return { record, leaf_hash, proof: { shard, index, path, checkpoint } }
}
