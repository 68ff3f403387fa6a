import { createSystemClock } from '#adapters/system/system-clock.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import { createChainFiles } from '#gateway/record/chain-files.ts'
import { createChainWriter } from '#gateway/record/create-chain-writer.ts'
import { exchangeDraft } from './exchange-draft.ts'

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

await writeForEver(process.argv[2] ?? '')
