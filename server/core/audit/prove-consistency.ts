import { InvalidInput, NotFound } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuditLogReader } from './audit-log-reader.ts'
import { consistencyRanges } from './tree/proof-ranges.ts'
import { rangeRoot } from './tree/tiled-tree.ts'

function refuse(field: string, message: string): never {
  throw new InvalidInput({ problem: 'invalid-request', detail: message, errors: [{ field, rule: 'range', message }] })
}

/**
 * The hashes that prove that the first `from` leaves of a shard are the beginning of its first `to` leaves.
 * @throws InvalidInput when the sizes are no two sizes the shard had.
 * @throws NotFound when there is no such shard, or it was purged.
 */
export async function proveConsistency(
  tx: Transaction,
  reader: AuditLogReader,
  { shard, from, to }: { readonly shard: string; readonly from: number; readonly to: number },
): Promise<string[]> {
  const found = (await reader.shards(tx)).find((each) => each.shard === shard)
  if (found === undefined || found.state === 'purged') {
    throw new NotFound({ problem: 'not-found', detail: 'There is no such shard, or it was purged.' })
  }
  if (to > found.size) refuse('to', `The shard has ${found.size} leaves.`)
  if (from > to) refuse('from', 'from must not be larger than to.')
  if (from === 0) return []
  const read = (level: number, index: number) => reader.readTile(tx, shard, level, index)
  const path: string[] = []
  for (const range of consistencyRanges(from, to)) path.push((await rangeRoot(read, range)).toString('hex'))
  return path
}
