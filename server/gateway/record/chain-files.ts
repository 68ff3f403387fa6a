import { constants, write } from 'node:fs'
import { open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { syncDirectory, writeDurably } from '#kit/write-durably.ts'

/** An open chain file. After any error it is given up: nobody knows what a second attempt would leave behind. */
export interface ChainFile {
  /** Resolves when the bytes are on the device. One call at a time. */
  append(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** The directory of a gateway's chains: `<chain>.chain` holds the lines, `<chain>.end` where a failed one ends. */
export interface ChainFiles {
  create(chain: string): Promise<ChainFile>
  /** Writes, syncs and removes a few bytes: whether the device takes writes again. */
  probe(): Promise<void>
  /** Chains on disk, oldest first: their ids are ordered by time. */
  list(): Promise<string[]>
  /** Bytes of the chain that count: up to its mark where a write failed, else all. */
  size(chain: string): Promise<number>
  modifiedAt(chain: string): Promise<number>
  /** Bytes from `start`, at most `length`. */
  read(chain: string, start: number, length: number): Promise<Buffer>
  /** Marks where a chain ends whose later bytes may or may not have been written. */
  markEnd(chain: string, bytes: number): Promise<void>
  remove(chain: string): Promise<void>
}

const appending = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND

/** A write may take a part only; the rest follows. */
function writeAll(fd: number, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (from: number) =>
      write(fd, bytes, from, bytes.length - from, null, (error, written) => {
        if (error) reject(error)
        else if (from + written < bytes.length) next(from + written)
        else resolve()
      })
    next(0)
  })
}

/** Chain files of a directory that exists. `isSynced` false leaves it to the kernel when bytes reach the device. */
export function createChainFiles(dir: string, isSynced = true): ChainFiles {
  /** The kernel follows each write with its fdatasync: half the trips of writing and syncing. */
  const flags = isSynced ? appending | constants.O_DSYNC : appending

  function path(chain: string, kind: 'chain' | 'end' = 'chain'): string {
    return join(dir, `${chain}.${kind}`)
  }

  async function markedEnd(chain: string): Promise<number | null> {
    const text = await readFile(path(chain, 'end'), 'utf8').catch(() => null)
    return text === null ? null : Number(text)
  }

  return {
    async create(chain) {
      const handle = await open(path(chain), flags, 0o600)
      await syncDirectory(dir)
      return { append: (bytes) => writeAll(handle.fd, bytes), close: () => handle.close() }
    },
    async probe() {
      const file = join(dir, 'probe')
      await writeDurably(file, Buffer.alloc(4_096))
      await rm(file)
    },
    async list() {
      const names = await readdir(dir)
      return names
        .filter((name) => name.endsWith('.chain'))
        .map((name) => name.slice(0, -'.chain'.length))
        .sort()
    },
    async size(chain) {
      const { size } = await stat(path(chain))
      return Math.min(size, (await markedEnd(chain)) ?? size)
    },
    async modifiedAt(chain) {
      return (await stat(path(chain))).mtimeMs
    },
    async read(chain, start, length) {
      const handle = await open(path(chain), 'r')
      try {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, start)
        return buffer.subarray(0, bytesRead)
      } finally {
        await handle.close()
      }
    },
    markEnd: (chain, bytes) => writeDurably(path(chain, 'end'), Buffer.from(String(bytes))),
    async remove(chain) {
      await rm(path(chain), { force: true })
      await rm(path(chain, 'end'), { force: true })
    },
  }
}
