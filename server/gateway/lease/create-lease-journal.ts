import { readFile } from 'node:fs/promises'
import type { QuotaKey } from '#core/quotas/lease.ts'
import { writeDurably } from '#kit/write-durably.ts'
import type { Vouch } from '../snapshot/vouch.ts'

/** Units of one lease that were not spent and are not being spent. */
export interface SealedLease {
  readonly lease_id: string
  readonly key: QuotaKey
  readonly limit: number
  readonly outage_reserve: boolean
  readonly period_id: string
  /** Milliseconds until the period ends, counted from `seen`. */
  readonly ends_in_ms: number
  readonly seen: Pick<Vouch, 'wall' | 'boot'>
  readonly units: number
}

/**
 * What a gateway holds in reserve, on its disk, so that a crash loses only what was open for spending. Whatever is
 * written here must not be spent before a later state without it is durable.
 */
export interface LeaseJournal {
  /** What the last process left; empty when there is nothing, or nothing that can be read. */
  read(): Promise<readonly SealedLease[]>
  /** Resolves when the state of now, or a later one, is durable. Rejects when it could not be written. */
  write(state: () => readonly SealedLease[]): Promise<void>
}

const minGapMs = 100

/** One file, replaced whole: reserves are few and change about every second. */
export function createLeaseJournal(path: string): LeaseJournal {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  let lastTook = 0

  async function writeNow(state: () => readonly SealedLease[]): Promise<void> {
    const began = performance.now()
    await writeDurably(path, Buffer.from(JSON.stringify({ format_version: 1, leases: state() })))
    lastTook = performance.now() - began
  }

  function start(state: () => readonly SealedLease[]): Promise<void> {
    const work = writeNow(state)
    running = work
      .catch(() => undefined)
      .then(async () => {
        // Many reserves at once share a write; a slow disk is not kept busy by them.
        if (next !== null) await new Promise((resolve) => setTimeout(resolve, Math.min(minGapMs, 4 * lastTook)))
        running = null
      })
    return work
  }

  return {
    async read() {
      try {
        const stored: unknown = JSON.parse(await readFile(path, 'utf8'))
        const { format_version, leases } = stored as { format_version?: unknown; leases?: unknown }
        return format_version === 1 && Array.isArray(leases) ? (leases as readonly SealedLease[]) : []
      } catch {
        return []
      }
    },
    write(state) {
      if (running === null) return start(state)
      next ??= running.then(() => {
        next = null
        return start(state)
      })
      return next
    },
  }
}
