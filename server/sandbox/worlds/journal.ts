import {
  appendFileSync,
  closeSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '#core/ports/clock.ts'
import type { WorldEvent } from './world-event.ts'

export interface JournalLine {
  readonly sandbox: string
  readonly event: WorldEvent
}

/** What applications did, one append-only file each: a line that was answered survives the end of the process. */
export interface Journal {
  read(application: string): readonly JournalLine[]
  append(application: string, line: JournalLine): void
  /** Says that the application calls, so that it is not forgotten. */
  touch(application: string): void
  /** Bytes its file has. */
  size(application: string): number
}

/** Sandboxes that nobody used for so long are forgotten. */
const keptDays = 90

/** Keeps the files in `folder`. A last line without its end, cut by a crash, was never answered: it is removed. */
export function openJournal(folder: string, clock: Pick<Clock, 'now'>): Journal {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  forgetUnused(folder, clock.now())
  const pathOf = (application: string) => {
    if (!/^[A-Za-z0-9-]{1,64}$/.test(application)) throw new RangeError('not the identifier of an application')
    return join(folder, `${application}.jsonl`)
  }
  return {
    read(application) {
      const path = pathOf(application)
      const bytes = readIfThere(path)
      if (bytes.length === 0) return []
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
    touch(application) {
      const path = pathOf(application)
      const now = clock.now() / 1000
      if (statSync(path, { throwIfNoEntry: false })) utimesSync(path, now, now)
    },
    size(application) {
      return statSync(pathOf(application), { throwIfNoEntry: false })?.size ?? 0
    },
  }
}

/** A file's time is that of its application's last call, to a day. */
function forgetUnused(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (name.endsWith('.jsonl') && now - statSync(path).mtimeMs > keptDays * 86_400_000) rmSync(path)
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
