import { boundaryOf } from './boundary-of.ts'
import type { ProvenCheckpoint } from './check-checkpoints.ts'
import { createShardVerifier, type ShardVerdict } from './create-shard-verifier.ts'

/** Compares an exported shard, one record a line in the order of its leaves, with what a witness has stored. */
export async function verifyExport(
  shard: string,
  lines: AsyncIterable<string> | Iterable<string>,
  checkpoints: readonly ProvenCheckpoint[],
): Promise<ShardVerdict> {
  const verifier = createShardVerifier({
    shard,
    checkpoints: checkpoints.filter((each) => each.shard === shard),
    boundary: boundaryOf(checkpoints, shard),
    knowsBeginning: checkpoints[0]?.number === 1,
  })
  let index = 0
  for await (const line of lines) {
    verifier.take(index, line)
    index += 1
  }
  return verifier.finish()
}
