import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import { lineHash, noHead } from '#core/audit/chain-line.ts'
import { createChainFiles } from '#gateway/record/chain-files.ts'
import { createChainWriter } from '#gateway/record/create-chain-writer.ts'
import { temporaryDirectory } from '#support/control-world.ts'
import { exchangeDraft } from '#support/exchange-draft.ts'

/** Given when this file runs as the writer that is to be killed. */
const [directory] = process.argv.slice(2)

/** A process of its own that writes records for ever and prints the hash of each one that became durable. */
async function writeForEver(dir: string): Promise<void> {
  const random = createSystemRandom(createSystemClock())
  const writer = await createChainWriter({ gateway: 'gateway-1', files: createChainFiles(dir), random })
  for (;;) {
    const group = Array.from({ length: 5 }, () => writer.append(exchangeDraft()))
    for (const receipt of await Promise.all(group)) process.stdout.write(`${receipt.hash}\n`)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

/** Runs a writer until it has acknowledged `count` records, then kills it; answers what it acknowledged. */
async function writeUntilKilled(dir: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [import.meta.filename, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const acknowledged: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line)
    if (acknowledged.length === count) child.kill('SIGKILL')
  }
  return acknowledged
}

async function everyAcknowledgedRecordIsKept(): Promise<void> {
  await using dir = await temporaryDirectory()
  const acknowledged = [...(await writeUntilKilled(dir.path, 300)), ...(await writeUntilKilled(dir.path, 300))]
  const files = (await readdir(dir.path)).filter((name) => name.endsWith('.chain')).sort()
  assert.equal(files.length, 2)
  const hashes = new Set<string>()
  let previous = noHead
  for (const file of files) {
    const whole = (await readFile(join(dir.path, file), 'utf8')).split('\n').slice(0, -1)
    for (const line of whole) {
      assert.equal((JSON.parse(line) as { previous: string }).previous, previous)
      previous = lineHash(line)
      hashes.add(previous)
    }
  }
  for (const hash of acknowledged) assert.ok(hashes.has(hash), hash)
}

if (directory === undefined) {
  test(
    'every record acknowledged before kill -9 is in its chain, and the next chain continues from its head',
    everyAcknowledgedRecordIsKept,
  )
} else {
  await writeForEver(directory)
}
