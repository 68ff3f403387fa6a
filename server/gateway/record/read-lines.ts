import { lineHash, noHead } from '#core/audit/chain-line.ts'
import { parseExchangeLine } from '#core/audit/parse-exchange-line.ts'
import type { ChainFiles } from './chain-files.ts'

/** The whole lines at the beginning of `bytes`: what follows the last newline was cut short by a crash. */
export function wholeLines(bytes: Buffer): string[] {
  const end = bytes.lastIndexOf(10)
  return end === -1 ? [] : bytes.toString('utf8', 0, end).split('\n')
}

const tailBytes = 1024 * 1024

/** Hash of the last record of a chain; null when it has none. */
async function headOf(files: ChainFiles, chain: string): Promise<string | null> {
  const size = await files.size(chain)
  const start = Math.max(0, size - tailBytes)
  const lines = wholeLines(await files.read(chain, start, size - start))
  const last = lines.findLast((line) => parseExchangeLine(line)?.chain === chain)
  return last === undefined ? null : lineHash(last)
}

/** The head that a new chain's first record names: that of the newest chain with a record. */
export async function lastHead(files: ChainFiles): Promise<string> {
  for (const chain of (await files.list()).reverse()) {
    const head = await headOf(files, chain)
    if (head !== null) return head
  }
  return noHead
}
