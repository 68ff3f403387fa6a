import type { ChainHead } from '../checkpoint.ts'
import type { ProvenCheckpoint } from './check-checkpoints.ts'

/** The last record of every chain before a shard, by the final checkpoints of earlier ones. */
export function boundaryOf(checkpoints: readonly ProvenCheckpoint[], shard: string): ChainHead[] {
  const heads = new Map<string, ChainHead>()
  for (const checkpoint of checkpoints) {
    if (!checkpoint.is_final || checkpoint.shard >= shard) continue
    for (const head of checkpoint.chains) heads.set(`${head.gateway}/${head.chain}`, head)
  }
  return [...heads.values()]
}
