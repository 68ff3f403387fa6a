import { lineHash } from '#core/audit/chain-line.ts'
import type { ExchangeDraft, RecordReceipt, RecordSink } from '#core/audit/record-sink.ts'
import { Unavailable } from '#core/errors.ts'
import type { Random } from '#core/ports/random.ts'
import type { ChainFile, ChainFiles } from './chain-files.ts'
import { LineGroup } from './line-group.ts'
import { createLineWriter } from './line-writer.ts'
import { lastHead } from './read-lines.ts'

export interface ChainWriterDeps {
  /** Node id of the gateway. */
  readonly gateway: string
  readonly files: ChainFiles
  readonly random: Pick<Random, 'uuid'>
  readonly onFailure?: (error: unknown) => void
  /** Pause between probes after a failure; 500 ms. */
  readonly probeEveryMs?: number
  /** Milliseconds during which a group forms when nobody waits for it: `append` then answers at once. */
  readonly groupEveryMs?: number
}

/** Writes one chain for each process life, and a new one after a failure. */
export interface ChainWriter extends RecordSink, AsyncDisposable {
  /** Bytes of a chain of this life that are durable; null for a chain of an earlier life. */
  durableBytes(chain: string): number | null
  /** The chain being written; null while the device fails. */
  chain(): string | null
  /** The last durable record of this life; null before the first. */
  head(): { readonly chain: string; readonly seq: number; readonly head: string } | null
  /** Called after each group that became durable. */
  onDurable(listener: () => void): void
}

interface Waiting {
  readonly receipt: RecordReceipt
  /** Null when nobody waits. */
  readonly resolve: ((receipt: RecordReceipt) => void) | null
  readonly reject: (error: unknown) => void
}

interface OpenChain {
  readonly chain: string
  readonly file: ChainFile
  seq: number
  /** Hash of the last line handed to `append`, durable or not. */
  previous: string
}

/** Control takes lines of at most 64 Ki characters. */
const maxLineLength = 60_000
const maxWaiting = 50_000
/** Bytes after which a group is not kept waiting for more. */
const fullGroup = 48 * 1024

function ignore(): void {}

function recordFailed(cause: unknown): Unavailable {
  return new Unavailable({ problem: 'record-failed', detail: 'The exchange could not be recorded.', cause })
}

/**
 * Opens the gateway's next chain. A group of records forms while the last one syncs: no record waits for company.
 * After any error the file is never touched again, and records are refused until a probe and a new file succeed.
 */
export async function createChainWriter(deps: ChainWriterDeps): Promise<ChainWriter> {
  const { gateway, files, random } = deps
  const durable = new Map<string, number>()
  const listeners: (() => void)[] = []
  let durableHead = await lastHead(files)
  let lastReceipt: RecordReceipt | null = null
  let current: OpenChain | null = null
  const lineOf = createLineWriter()
  let waiting: Waiting[] = []
  /** Lines of those who wait, and of the group that is being written. */
  let lines = new LineGroup()
  let written = new LineGroup()
  let endPause: (() => void) | null = null
  let writing: Promise<void> | null = null
  let probe: NodeJS.Timeout | null = null
  let closed = false

  async function openChain(): Promise<void> {
    const chain = random.uuid()
    const file = await files.create(chain)
    durable.set(chain, 0)
    current = { chain, file, seq: 0, previous: durableHead }
  }

  function giveUp(failed: OpenChain, error: unknown): void {
    deps.onFailure?.(error)
    current = null
    failed.file.close().catch(() => undefined)
    probe = setTimeout(recover, deps.probeEveryMs ?? 500, failed.chain)
  }

  async function recover(failedChain: string): Promise<void> {
    if (closed) return
    try {
      await files.markEnd(failedChain, durable.get(failedChain) ?? 0)
      await files.probe()
      await openChain()
    } catch (error) {
      deps.onFailure?.(error)
      probe = setTimeout(recover, deps.probeEveryMs ?? 500, failedChain)
    }
  }

  /** Until the group is full, or it has formed long enough. */
  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async function writeGroup(open: OpenChain, group: readonly Waiting[], bytes: Buffer): Promise<void> {
    await open.file.append(bytes)
    durable.set(open.chain, (durable.get(open.chain) ?? 0) + bytes.length)
    lastReceipt = group.at(-1)!.receipt
    durableHead = lastReceipt.hash
    for (const { resolve, receipt } of group) resolve?.(receipt)
    for (const listener of listeners) listener()
  }

  async function writeAll(open: OpenChain): Promise<void> {
    while (waiting.length > 0) {
      if (deps.groupEveryMs !== undefined && !closed) await pause(deps.groupEveryMs)
      const group = waiting
      waiting = []
      ;[lines, written] = [written, lines]
      lines.clear()
      try {
        await writeGroup(open, group, written.bytes)
      } catch (error) {
        giveUp(open, error)
        for (const { reject } of [...group, ...waiting]) reject(recordFailed(error))
        waiting = []
        lines.clear()
      }
    }
    writing = null
  }

  function append(draft: ExchangeDraft): RecordReceipt | Promise<RecordReceipt> {
    const open = current
    if (open === null || closed) return Promise.reject(recordFailed('no chain is open'))
    if (waiting.length >= maxWaiting) return Promise.reject(recordFailed('too many records wait'))
    const place = { gateway, chain: open.chain, seq: open.seq + 1, previous: open.previous }
    const line = lineOf(place, draft)
    if (line.length > maxLineLength) return Promise.reject(recordFailed('the record is too long'))
    const hash = lineHash(line)
    open.seq = place.seq
    open.previous = hash
    const receipt = { gateway, chain: open.chain, seq: place.seq, hash }
    lines.add(line)
    if (deps.groupEveryMs !== undefined) {
      waiting.push({ receipt, resolve: null, reject: ignore })
      writing ??= writeAll(open)
      if (lines.length > fullGroup) endPause?.()
      return receipt
    }
    return new Promise((resolve, reject) => {
      waiting.push({ receipt, resolve, reject })
      writing ??= writeAll(open)
    })
  }

  await openChain()
  return {
    append,
    durableBytes: (chain) => durable.get(chain) ?? null,
    chain: () => current?.chain ?? null,
    head: () => lastReceipt && { chain: lastReceipt.chain, seq: lastReceipt.seq, head: lastReceipt.hash },
    onDurable: (listener) => void listeners.push(listener),
    async [Symbol.asyncDispose]() {
      closed = true
      if (probe !== null) clearTimeout(probe)
      await writing
      await current?.file.close()
    },
  }
}
