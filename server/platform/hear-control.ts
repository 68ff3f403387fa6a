import { setTimeout as sleep } from 'node:timers/promises'
import type { SnapshotFollower } from '#gateway/snapshot/create-snapshot-follower.ts'

/** A node that serves from its disk copy is not told apart for ever: control may be away. */
const patienceMs = 8_000

/**
 * Waits, for a while, until control has spoken to this node. It serves meanwhile from its disk copy;
 * but what it says of "ready" then holds for the rules of this start (upstreams may have moved).
 */
export async function hearControl(follower: SnapshotFollower): Promise<void> {
  const giveUp = new AbortController()
  const patience = sleep(patienceMs, undefined, { signal: giveUp.signal }).catch(() => undefined)
  await Promise.race([follower.heard(), patience])
  giveUp.abort()
}
