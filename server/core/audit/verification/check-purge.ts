import type { AuditShard } from '../audit-log-reader.ts'
import { verifyStatement } from '../checkpoint-key.ts'
import { parsePurgeStatement } from '../purge-statement.ts'
import type { ProvenCheckpoint } from './check-checkpoints.ts'
import type { Finding } from './finding.ts'

/** Whether a shard was purged as a whole, by who may, at the size and root that the witness knows. */
export function checkPurge(
  publicKey: string,
  { shard, purge }: AuditShard,
  checkpoints: readonly ProvenCheckpoint[],
): Finding[] {
  const forged = (detail: string): Finding[] => [{ kind: 'forged', shard, leaf: null, detail }]
  const statement = purge === null ? null : parsePurgeStatement(purge.body)
  if (purge === null || statement === null || statement.shard !== shard) {
    return forged(`Shard ${shard} is gone, and no statement says that it was purged.`)
  }
  if (!verifyStatement(publicKey, 'purge', purge.body, purge.signature)) {
    return forged(`The statement that shard ${shard} was purged is not signed by the pinned key.`)
  }
  const last = checkpoints.findLast((each) => each.shard === shard)
  const isSame = last === undefined || (last.is_final && last.size === statement.size && last.root === statement.root)
  return isSame ? [] : forged(`Shard ${shard} was not purged at its final checkpoint.`)
}
