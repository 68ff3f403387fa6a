import type { AskedRecall } from '#core/quotas/holding-store.ts'
import type { Watcher } from './watcher.ts'

/** A node that was away for longer gives back by itself what nobody uses. */
const newcomerMs = 3_600_000
/** Longer than any pause between two looks. */
const recentMs = 5_000
const maxRemembered = 10_000

/** Sends each recall once to every watcher of its environment, also to one that comes later. */
export interface RecallSender {
  /** How far back recalls must be read for these watchers. Milliseconds. */
  span(watchers: Iterable<Watcher>): number
  send(watchers: Iterable<Watcher>, recalls: readonly AskedRecall[]): void
}

export function createRecallSender(): RecallSender {
  const sent = new WeakMap<Watcher, Set<string>>()

  return {
    span(watchers) {
      for (const watcher of watchers) if (!sent.has(watcher)) return newcomerMs
      return recentMs
    },
    send(watchers, recalls) {
      const lines = recalls.map(({ asked_at, ...recall }) => {
        const line = `${JSON.stringify(recall)}\n`
        return { environment: recall.key.environment, mark: `${asked_at} ${line}`, line }
      })
      for (const watcher of watchers) {
        const known = sent.get(watcher) ?? new Set<string>()
        if (known.size > maxRemembered) known.clear()
        sent.set(watcher, known)
        for (const { environment, mark, line } of lines) {
          if (environment !== watcher.environment || known.has(mark)) continue
          known.add(mark)
          watcher.send(line)
        }
      }
    },
  }
}
