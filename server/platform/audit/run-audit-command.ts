import { parseArgs } from 'node:util'
import { deriveCheckpointKey } from '#core/audit/checkpoint-key.ts'
import { StartFailure } from '../../processes/start-failure.ts'
import type { CommandContext } from '../command-context.ts'
import { exportShard } from './export-shard.ts'
import { verifyStore } from './verify-store.ts'

const usage =
  'audit key | audit verify [--checkpoints FILE] [--key PUBLIC_KEY] | audit export --shard YYYY-MM --to FILE ' +
  '(FILE of verify: the checkpoints.jsonl of a witness)'

/** What `node server/main.ts audit ...` can do. */
export async function runAuditCommand(context: CommandContext, args: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      checkpoints: { type: 'string' },
      key: { type: 'string' },
      shard: { type: 'string' },
      to: { type: 'string' },
    },
  })
  const { shard, to } = values
  if (positionals[0] === 'key') context.print(deriveCheckpointKey(context.secrets.master).publicKey)
  else if (positionals[0] === 'verify') await verifyStore(context, values.checkpoints ?? null, values.key ?? null)
  else if (positionals[0] === 'export' && shard !== undefined && to !== undefined) await exportShard(context, shard, to)
  else throw new StartFailure(usage)
}
