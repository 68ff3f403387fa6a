import { createDirectoryHash, type SubjectKeys } from '#core/subjects/subject-keys.ts'
import { createKeyedHash, type KeyedHash } from '#kit/keyed-hash.ts'
import type { SealedFile } from '#kit/sealed-file.ts'
import type { EpochKey, SubjectTracing } from './subject-tracing.ts'

export interface SubjectTracingDeps {
  readonly fetch: () => Promise<SubjectKeys>
  /** Sealed to the node: a gateway restarted while control is away goes on writing pseudonyms. */
  readonly file: SealedFile
  readonly onFailure?: (error: unknown) => void
  /** Pause between fetches; a minute, so that a person protected now is known soon. */
  readonly everyMs?: number
  /** Pause after a failure; half a second. */
  readonly retryMs?: number
}

export interface RunningSubjectTracing extends SubjectTracing, AsyncDisposable {
  /** Resolves when keys are known, from control or from the disk. */
  ready(): Promise<void>
}

interface Known {
  readonly epochs: readonly (EpochKey & { readonly from: number; readonly until: number })[]
  readonly directory: KeyedHash
  readonly protectedHashes: ReadonlySet<string>
}

function beginOf(epoch: string): number {
  return Date.parse(`${epoch}-01T00:00:00Z`)
}

function endOf(epoch: string): number {
  const [year, month] = epoch.split('-').map(Number)
  return Date.UTC(year as number, month as number, 1)
}

function open(keys: SubjectKeys): Known {
  return {
    epochs: keys.epochs.map(({ epoch, key }) => ({
      epoch,
      from: beginOf(epoch),
      until: endOf(epoch),
      hash: createKeyedHash(Buffer.from(key, 'base64url')),
    })),
    directory: createDirectoryHash(Buffer.from(keys.directory_key, 'base64url')),
    protectedHashes: new Set(keys.protected),
  }
}

/** Follows control's keys. What was told once is kept on disk, sealed. */
export function followSubjectKeys(deps: SubjectTracingDeps): RunningSubjectTracing {
  let known: Known | null = null
  let kept = ''
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let closed = false
  const isReady = Promise.withResolvers<void>()

  function take(keys: SubjectKeys): void {
    known = open(keys)
    isReady.resolve()
  }

  async function readDisk(): Promise<void> {
    const bytes = await deps.file.read()
    if (bytes === null || known !== null) return
    kept = bytes.toString('utf8')
    take(JSON.parse(kept) as SubjectKeys)
  }

  async function refresh(): Promise<void> {
    const keys = await deps.fetch()
    take(keys)
    const text = JSON.stringify(keys)
    if (text === kept) return
    await deps.file.write(Buffer.from(text))
    kept = text
  }

  function schedule(ms: number): void {
    if (closed) return
    timer = setTimeout(pass, ms)
    timer.unref()
  }

  function pass(): void {
    running = refresh().then(
      () => schedule(deps.everyMs ?? 60_000),
      (error: unknown) => {
        deps.onFailure?.(error)
        schedule((deps.retryMs ?? 500) * (1 + Math.random()))
      },
    )
  }

  running = readDisk()
    .catch((error: unknown) => deps.onFailure?.(error))
    .then(() => pass())

  return {
    ready: () => isReady.promise,
    keyAt: (at) => known?.epochs.find(({ from, until }) => at >= from && at < until) ?? null,
    identityHash: (identity) => known?.directory(identity) ?? null,
    hasProtected: () => known !== null && known.protectedHashes.size > 0,
    isProtected: (hash) => known?.protectedHashes.has(hash) ?? false,
    async [Symbol.asyncDispose]() {
      closed = true
      if (timer !== null) clearTimeout(timer)
      await running?.catch(() => undefined)
    },
  }
}
