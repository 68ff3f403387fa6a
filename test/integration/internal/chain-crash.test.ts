import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { lineHash, noHead } from '#core/audit/chain-line.ts'
import { temporaryDirectory } from '#support/control-world.ts'

const writer = join(import.meta.dirname, '../../support/write-chain-until-killed.ts')

/** Runs a writer until it has acknowledged `count` records, then kills it; answers what it acknowledged. */
async function writeUntilKilled(dir: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const acknowledged: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line)
    if (acknowledged.length === count) child.kill('SIGKILL')
  }
  return acknowledged
}

test('every record acknowledged before kill -9 is in its chain, and the next chain continues from its head', async () => {
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
})
