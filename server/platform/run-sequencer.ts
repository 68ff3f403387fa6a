import { setTimeout as wait } from 'node:timers/promises'
import { type SequencerDeps, sequenceRecords } from '#core/audit/sequence-records.ts'
import type { Logger } from '#kit/logger.ts'

const everyMs = 1_000

/** Turns shipped records into leaves of the audit log and signs its checkpoints. Every replica of control runs one. */
export function runSequencer(deps: SequencerDeps, logger: Logger): AsyncDisposable {
  const stopping = new AbortController()
  const told = new Set<string>()

  async function pass(): Promise<boolean> {
    const { hasMore, broken } = await sequenceRecords(deps)
    for (const { gateway, chain, seq } of broken) {
      if (told.has(chain)) continue
      told.add(chain)
      logger.error('records of a chain were changed after they arrived', { gateway, chain, after: seq })
    }
    return hasMore
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const hasMore = await pass().catch((error: unknown) => {
        logger.error('the audit log does not advance', { error })
        return false
      })
      if (!hasMore) await wait(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  const running = run()
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}
