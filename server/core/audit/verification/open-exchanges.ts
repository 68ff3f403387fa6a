import type { LinePlace } from '../place-of.ts'

/** An exchange that was opened and never closed. */
export interface UnfinishedExchange {
  readonly gateway: string
  readonly chain: string
  readonly seq: number
  readonly request_id: string
}

/** Pairs opened with closed records, over all shards. */
export interface OpenExchanges {
  take(place: LinePlace | null): void
  /** What is still open, oldest first, at most a thousand. */
  unfinished(): UnfinishedExchange[]
}

const maxListed = 1_000

/** A gateway that failed in between closes in its next chain, which may have been sequenced first. */
export function createOpenExchanges(): OpenExchanges {
  const open = new Map<string, UnfinishedExchange>()
  const closedEarly = new Set<string>()
  return {
    take(place) {
      if (place === null) return
      const { gateway, chain, seq, members } = place
      if (members.part === 'opened') {
        const key = `${gateway} ${chain}.${seq}`
        if (!closedEarly.delete(key)) open.set(key, { gateway, chain, seq, request_id: String(members.request_id) })
      } else if (members.part === 'closed') {
        const key = `${gateway} ${String(members.opened)}`
        if (!open.delete(key)) closedEarly.add(key)
      }
    },
    unfinished: () => [...open.values()].slice(0, maxListed),
  }
}
