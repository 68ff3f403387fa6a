import { open, readFile, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { SignedCheckpoint } from '#core/audit/checkpoint.ts'
import { syncDirectory } from '#kit/write-durably.ts'

/** The checkpoints a witness has stored, one JSON line each, oldest first. */
export async function readCheckpointFile(path: string): Promise<SignedCheckpoint[]> {
  const text = await readFile(path, 'utf8')
  return wholeLines(text).map((line) => JSON.parse(line) as SignedCheckpoint)
}

/** What a crash cut short is no line: it ends without a newline. */
function wholeLines(text: string): string[] {
  const end = text.lastIndexOf('\n')
  return end === -1 ? [] : text.slice(0, end).split('\n')
}

export interface CheckpointFile extends AsyncDisposable {
  /** The last one stored; null when there is none. */
  last(): SignedCheckpoint | null
  /** Resolves when they are on the device. */
  append(checkpoints: readonly SignedCheckpoint[]): Promise<void>
}

/** Opens the file for appending, and cuts off what a crash left half written. */
export async function openCheckpointFile(path: string): Promise<CheckpointFile> {
  const handle = await open(path, 'a+', 0o600)
  await syncDirectory(dirname(path))
  const text = await readFile(path, 'utf8')
  const lines = wholeLines(text)
  await truncate(path, Buffer.byteLength(lines.map((line) => `${line}\n`).join('')))
  const final = lines.at(-1)
  let last = final === undefined ? null : (JSON.parse(final) as SignedCheckpoint)
  return {
    last: () => last,
    async append(checkpoints) {
      await handle.appendFile(
        checkpoints.map(({ body, signature }) => `${JSON.stringify({ body, signature })}\n`).join(''),
      )
      await handle.datasync()
      last = checkpoints.at(-1) ?? last
    },
    [Symbol.asyncDispose]: () => handle.close(),
  }
}
