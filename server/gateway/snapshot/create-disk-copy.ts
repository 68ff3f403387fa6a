import { join } from 'node:path'
import type { HeldSnapshot } from '#core/snapshot/apply-message.ts'
import type { SignedHeader } from '#core/snapshot/sign-header.ts'
import type { WatchMessage } from '#core/snapshot/snapshot.ts'
import { createSealedFile } from '#kit/sealed-file.ts'
import type { Vouch } from './vouch.ts'

/** Control's signature with the header it covers. */
export type SignedState = SignedHeader & { readonly signature: string }

/** What a node finds after a restart. `message` still has to be verified. */
export interface StoredCopy {
  readonly message: WatchMessage
  readonly vouch: Vouch
}

/** The last good snapshot on disk, sealed to the node, with control's signature inside. */
export interface DiskCopy {
  /** Null when there is none, when it is damaged, or when the node is known to have gone beyond it. */
  read(): Promise<StoredCopy | null>
  /**
   * Durably replaces the copy. When that fails the old copy is removed, so that a restart can never go back to
   * rules that were since revoked; rejects when even that is impossible.
   */
  write(held: HeldSnapshot, signed: SignedState, vouch: Vouch): Promise<void>
  /** Keeps that control vouched for the copy again. */
  touch(vouch: Vouch): Promise<void>
}

export function createDiskCopy(dir: string, sealKey: Uint8Array): DiskCopy {
  const copy = createSealedFile(join(dir, 'snapshot.sealed'), sealKey, 'octroi snapshot copy 1')
  const mark = createSealedFile(join(dir, 'vouch.sealed'), sealKey, 'octroi snapshot vouch 1')

  async function readJson<T>(file: typeof copy): Promise<T | null> {
    const bytes = await file.read()
    return bytes === null ? null : (JSON.parse(bytes.toString('utf8')) as T)
  }

  function writeJson(file: typeof copy, value: unknown): Promise<void> {
    return file.write(Buffer.from(JSON.stringify(value)))
  }

  return {
    async read() {
      const stored = await readJson<StoredCopy>(copy)
      if (stored === null) return null
      const later = await readJson<Vouch>(mark)
      if (later === null || later.epoch !== stored.vouch.epoch) return stored
      if (later.revision > stored.vouch.revision) return null
      return later.revision === stored.vouch.revision ? { message: stored.message, vouch: later } : stored
    },
    async write(held, signed, vouch) {
      const { environment, epoch, to, digest, at, signature } = signed
      const entries = [...held.entries.values()]
      const message = { type: 'full', format_version: 1, environment, epoch, to, digest, at, signature, entries }
      try {
        await writeJson(copy, { message, vouch })
      } catch {
        await copy.remove()
      }
    },
    touch: (vouch) => writeJson(mark, vouch),
  }
}
