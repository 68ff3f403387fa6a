import { createReadStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { publicHalf } from '#core/audit/checkpoint-key.ts'
import { BrokenCheckpoints } from '#core/audit/verification/check-checkpoints.ts'
import { proveCheckpoints } from '#core/audit/verification/prove-checkpoints.ts'
import { verifyExport } from '#core/audit/verification/verify-export.ts'
import { createJsonClient } from '#kit/json-client.ts'
import { openCheckpointFile, readCheckpointFile } from './checkpoint-file.ts'
import { createWitness } from './create-witness.ts'
import { openWitnessKey } from './witness-key.ts'

const usage = `A witness of Octroi's audit log. Run it where the platform's operator has no access.

node server/witness/main.ts watch --url https://PORTAL --key PUBLIC_KEY --dir DIRECTORY [--after N] [--every SECONDS] [--once]
  Pulls checkpoints, verifies each against the pinned key and the ones before, then stores it.
  Prints its own public key, for OCTROI_WITNESS_KEYS of the platform. Ends with 2 when the history was changed.

node server/witness/main.ts verify --key PUBLIC_KEY --dir DIRECTORY --shard YYYY-MM --file EXPORT
  Compares an exported shard with the checkpoints stored here. Ends with 1 when they differ.
`

/** A platform that signs nothing new for so long is down, or hides something. */
const lateMs = 180_000

function print(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`)
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string' },
    key: { type: 'string' },
    dir: { type: 'string' },
    after: { type: 'string', default: '0' },
    every: { type: 'string', default: '30' },
    once: { type: 'boolean', default: false },
    shard: { type: 'string' },
    file: { type: 'string' },
  },
})

async function watch(url: string, publicKey: string, dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const key = await openWitnessKey(join(dir, 'witness.key'))
  print(`this witness is ${publicHalf(key)}`)
  await using file = await openCheckpointFile(join(dir, 'checkpoints.jsonl'))
  const client = createJsonClient(`${url.replace(/\/+$/, '')}/management/v1`)
  const witness = createWitness({ client, publicKey, file, key, after: Number(values.after) })
  do {
    try {
      const last = await witness.pull()
      if (last === null) print('the platform has no checkpoint yet')
      else print(`checkpoint ${last.number} of ${last.at} is stored: shard ${last.shard}, ${last.size} records`)
      if (last !== null && Date.now() - Date.parse(last.at) > lateMs) print('LATE: no new checkpoint for three minutes')
      process.exitCode = 0
    } catch (error) {
      const isAlarm = error instanceof BrokenCheckpoints
      print(isAlarm ? `ALARM: ${error.message} Nothing of it is stored.` : `not reached: ${String(error)}`)
      process.exitCode = isAlarm ? 2 : 1
    }
    if (!values.once) await wait(Number(values.every) * 1_000)
  } while (!values.once)
  client.close()
}

async function verify(publicKey: string, dir: string, shard: string, path: string): Promise<void> {
  const checkpoints = proveCheckpoints(publicKey, await readCheckpointFile(join(dir, 'checkpoints.jsonl')))
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
  const { findings, leaves, unwitnessed } = await verifyExport(shard, lines, checkpoints)
  for (const { kind, detail } of findings) print(`${kind.toUpperCase()}: ${detail}`)
  print(`${leaves} records of ${shard}, ${unwitnessed} not witnessed yet, ${findings.length} findings`)
  process.exitCode = findings.length === 0 ? 0 : 1
}

const { url, key, dir, shard, file } = values
if (positionals[0] === 'watch' && url && key && dir) await watch(url, key, dir)
else if (positionals[0] === 'verify' && key && dir && shard && file) await verify(key, dir, shard, file)
else {
  process.stderr.write(usage)
  process.exitCode = 64
}
