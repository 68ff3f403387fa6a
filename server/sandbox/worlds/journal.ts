import {
  appendFileSync,
  closeSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { join } from 'node:path'
import type { WorldEvent } from './world-event.ts'

export interface JournalLine {
  readonly sandbox: string
  readonly event: WorldEvent
}

/** What applications did, one append-only file each: a line that was answered survives the end of the process. */
export interface Journal {
  read(application: string): readonly JournalLine[]
  append(application: string, line: JournalLine): void
  /** Bytes its file has. */
  size(application: string): number
}

/** Keeps the files in `folder`. A last line without its end, cut by a crash, was never answered: it is removed. */
export function openJournal(folder: string): Journal {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (application: string) => {
    if (!/^[A-Za-z0-9-]{1,64}$/.test(application)) throw new RangeError('not the identifier of an application')
    return join(folder, `${application}.jsonl`)
  }
  return {
    read(application) {
      const path = pathOf(application)
      const bytes = readIfThere(path)
      const end = bytes.lastIndexOf('\n') + 1
      if (end < bytes.length) truncateSync(path, end)
      const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1)
      return lines.map((line) => JSON.parse(line) as JournalLine)
    },
    append(application, line) {
      const file = openSync(pathOf(application), 'a', 0o600)
      try {
        appendFileSync(file, `${JSON.stringify(line)}\n`)
        fdatasyncSync(file)
      } finally {
        closeSync(file)
      }
    },
    size(application) {
      return statSync(pathOf(application), { throwIfNoEntry: false })?.size ?? 0
    },
  }
}

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
