import { readFileSync, statSync } from 'node:fs'

interface TlsContext {
  readonly cert: Buffer
  readonly key: Buffer
}

/** A certificate and its key on disk, read again when they change. */
export interface TlsFiles {
  read(): TlsContext
  /** Calls `apply` after either file changed; the function it answers stops watching. */
  onChange(apply: (context: TlsContext) => void): () => void
}

const checkEveryMs = 10_000

/** Polled rather than watched: certificate tools replace files by rename, on volumes that send no events. */
export function openTlsFiles(certFile: string, keyFile: string): TlsFiles {
  const read = () => ({ cert: readFileSync(certFile), key: readFileSync(keyFile) })
  const stamp = () => [certFile, keyFile].map((file) => `${statSync(file).mtimeMs} ${statSync(file).ino}`).join()
  return {
    read,
    onChange(apply) {
      let known = stamp()
      const timer = setInterval(() => {
        try {
          const found = stamp()
          if (found === known) return
          apply(read())
          known = found
        } catch {
          // A half-replaced pair does not fit together: the next round reads it again, the old one serves meanwhile.
        }
      }, checkEveryMs).unref()
      return () => clearInterval(timer)
    },
  }
}
