import type { ShipBatch } from '#core/audit/exchange-record.ts'
import { parseExchangeLine } from '#core/audit/parse-exchange-line.ts'
import type { ShipOutcome } from '../control/create-control-client.ts'
import type { ChainFiles } from './chain-files.ts'
import { wholeLines } from './read-lines.ts'

/** How far a chain was shipped: `offset` is the byte where line `nextSeq` begins. */
export interface ShipPosition {
  readonly offset: number
  readonly nextSeq: number
}

export interface ShipChainDeps {
  readonly gateway: string
  readonly files: ChainFiles
  readonly ship: (batch: ShipBatch) => Promise<ShipOutcome>
}

const maxLines = 500
const maxBytes = 1024 * 1024

/** Records from a position on: as many whole, valid ones as fit into a batch before byte `end`. */
async function readRecords(files: ChainFiles, chain: string, from: ShipPosition, end: number): Promise<string[]> {
  const length = Math.min(maxBytes, end - from.offset)
  if (length <= 0) return []
  const lines = wholeLines(await files.read(chain, from.offset, length)).slice(0, maxLines)
  const broken = lines.findIndex((line, index) => parseExchangeLine(line)?.seq !== from.nextSeq + index)
  return broken === -1 ? lines : lines.slice(0, broken)
}

function after(from: ShipPosition, lines: readonly string[]): ShipPosition {
  const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
  return { offset: from.offset + bytes, nextSeq: from.nextSeq + lines.length }
}

/** The position of record `nextSeq`, or of the chain's end when it is shorter. */
async function seek(files: ChainFiles, chain: string, nextSeq: number, end: number): Promise<ShipPosition> {
  let position: ShipPosition = { offset: 0, nextSeq: 1 }
  while (position.nextSeq < nextSeq) {
    const lines = await readRecords(files, chain, position, end)
    if (lines.length === 0) break
    position = after(position, lines.slice(0, nextSeq - position.nextSeq))
  }
  return position
}

/**
 * Ships a chain up to byte `end`, from where control says it stands, and answers the position reached.
 * @throws Unavailable when control is away; what it has accepted stays accepted.
 */
export async function shipChain(
  deps: ShipChainDeps,
  chain: string,
  known: ShipPosition | null,
  end: number,
): Promise<ShipPosition> {
  const { gateway, files, ship } = deps

  function batch(first_seq: number, lines: string[]): ShipBatch {
    return { format_version: 1, gateway, chain, first_seq, lines }
  }

  let position = known
  if (position === null) {
    const { next_seq } = await ship(batch(1, []))
    position = await seek(files, chain, next_seq, end)
  }
  for (;;) {
    const lines = await readRecords(files, chain, position, end)
    if (lines.length === 0) return position
    const outcome = await ship(batch(position.nextSeq, lines))
    const next = after(position, lines)
    position = outcome.next_seq === next.nextSeq ? next : await seek(files, chain, outcome.next_seq, end)
  }
}
