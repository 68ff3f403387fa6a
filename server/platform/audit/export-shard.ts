import { open } from 'node:fs/promises'
import { StartFailure } from '../../processes/start-failure.ts'
import type { CommandContext } from '../command-context.ts'
import { openAudit } from './open-audit.ts'

/** Writes a shard's records, one a line in the order of its leaves, for somebody who verifies them elsewhere. */
export async function exportShard(context: CommandContext, shard: string, to: string): Promise<void> {
  await using audit = await openAudit(context)
  const { unitOfWork, reader } = audit
  const known = (await unitOfWork.read((tx) => reader.shards(tx))).find((each) => each.shard === shard)
  if (known === undefined || known.state === 'purged') throw new StartFailure(`There is no shard ${shard} to export.`)
  const file = await open(to, 'wx', 0o600)
  let written = 0
  try {
    for (let first: number | null = 0; first !== null; ) {
      const from: number = first
      const page = await unitOfWork.read((tx) => reader.leaves(tx, shard, from))
      await file.appendFile(page.leaves.map(({ line }) => `${line}\n`).join(''))
      written += page.leaves.length
      first = page.next
    }
    await file.sync()
  } finally {
    await file.close()
  }
  context.print(`${written} records of ${shard} are in ${to}.`)
}
