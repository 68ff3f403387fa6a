import type { KeyObject } from 'node:crypto'
import type { Environment } from '../environment.ts'
import { emptyDigest, toggleEntry } from './digest.ts'
import { verifyHeader } from './sign-header.ts'
import type { SnapshotKind, WatchMessage, WireEntry } from './snapshot.ts'

/** What a node holds: the exact texts control signed the digest of. Never changed in place. */
export interface HeldSnapshot {
  readonly environment: Environment
  readonly epoch: string
  readonly revision: number
  readonly digest: Buffer
  /** Live entries by `kind \n id`. */
  readonly entries: ReadonlyMap<string, WireEntry>
}

/**
 * `applied`: a new state. `fresh`: control vouched for the state held. `refetch`: what is held cannot become what
 * control has by this message; ask for the full snapshot. `refused`: not from control, not for us, or older than
 * what is held; nothing of it counts.
 */
export type Application =
  | { readonly outcome: 'applied'; readonly held: HeldSnapshot; readonly changed: readonly WireEntry[] }
  | { readonly outcome: 'fresh' }
  | { readonly outcome: 'refetch'; readonly reason: 'gap' | 'digest' | 'epoch' }
  | { readonly outcome: 'refused'; readonly reason: 'signature' | 'environment' | 'older' | 'digest' | 'version' }

export function entryKey(kind: SnapshotKind, id: string): string {
  return `${kind}\n${id}`
}

function sameDigest(digest: Buffer, hex: string): boolean {
  return digest.toString('hex') === hex
}

function applyFull(held: HeldSnapshot | null, message: Extract<WatchMessage, { type: 'full' }>): Application {
  const digest = emptyDigest()
  const entries = new Map<string, WireEntry>()
  for (const entry of message.entries) {
    const key = entryKey(entry.kind, entry.id)
    if (entry.text === null || entries.has(key)) return { outcome: 'refused', reason: 'digest' }
    toggleEntry(digest, entry)
    entries.set(key, entry)
  }
  if (!sameDigest(digest, message.digest)) return { outcome: 'refused', reason: 'digest' }
  const changed: WireEntry[] = [...entries.values()].filter(
    (entry) => held?.entries.get(entryKey(entry.kind, entry.id))?.text !== entry.text,
  )
  for (const [key, entry] of held?.entries ?? []) {
    if (!entries.has(key)) changed.push({ ...entry, revision: message.to, text: null })
  }
  const { environment, epoch, to } = message
  return { outcome: 'applied', held: { environment, epoch, revision: to, digest, entries }, changed }
}

function applyDelta(held: HeldSnapshot, message: Extract<WatchMessage, { type: 'delta' }>): Application {
  if (message.from !== held.revision) return { outcome: 'refetch', reason: 'gap' }
  const digest = Buffer.from(held.digest)
  const entries = new Map(held.entries)
  for (const entry of message.entries) {
    const key = entryKey(entry.kind, entry.id)
    const before = entries.get(key)
    if (before !== undefined) toggleEntry(digest, before)
    toggleEntry(digest, entry)
    if (entry.text === null) entries.delete(key)
    else entries.set(key, entry)
  }
  if (!sameDigest(digest, message.digest)) return { outcome: 'refetch', reason: 'digest' }
  return { outcome: 'applied', held: { ...held, revision: message.to, digest, entries }, changed: message.entries }
}

/**
 * The one place where a node decides what a message of *watch* does to what it holds. A revision lower than the
 * one held is never accepted within an epoch; a new epoch comes by a full snapshot only.
 */
export function applyMessage(
  held: HeldSnapshot | null,
  message: WatchMessage,
  expected: { readonly environment: Environment; readonly controlKey: KeyObject },
): Application {
  if (message.format_version !== 1) return { outcome: 'refused', reason: 'version' }
  if (message.environment !== expected.environment) return { outcome: 'refused', reason: 'environment' }
  if (!verifyHeader(expected.controlKey, message, message.signature)) return { outcome: 'refused', reason: 'signature' }
  if (held !== null && message.epoch === held.epoch && message.to < held.revision) {
    return { outcome: 'refused', reason: 'older' }
  }
  if (message.type === 'full') return applyFull(held, message)
  if (held === null || message.epoch !== held.epoch) return { outcome: 'refetch', reason: 'epoch' }
  if (message.type === 'delta') return applyDelta(held, message)
  if (message.to !== held.revision) return { outcome: 'refetch', reason: 'gap' }
  return sameDigest(held.digest, message.digest) ? { outcome: 'fresh' } : { outcome: 'refetch', reason: 'digest' }
}
