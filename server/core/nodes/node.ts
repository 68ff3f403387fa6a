import type { Environment } from '../environment.ts'
import type { NodeReport } from '../snapshot/snapshot.ts'

/** A process that holds a snapshot. */
export interface Node {
  readonly node_id: string
  readonly role: NodeReport['role']
  readonly environment: Environment
  /** Null until its first report: it serves nothing yet. */
  readonly epoch: string | null
  readonly revision: number
  /** Milliseconds between control's last word and the node's last report. */
  readonly snapshot_age_ms: number
  readonly draining: boolean
  readonly last_seen_at: string
  /** Milliseconds since the last report (or enrolment), by the store's clock: the one clock all replicas of control share. */
  readonly silent_ms: number
}

/** A node counts as alive this long after a report; it reports once a second. */
export const aliveMs = 5_000

/** Whether the node reported, or enrolled, lately. */
export function isAlive(node: Node): boolean {
  return node.silent_ms <= aliveMs
}
