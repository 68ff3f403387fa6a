import type { NodeReport } from '#core/snapshot/snapshot.ts'
import type { ControlClient } from '../control/create-control-client.ts'
import type { NodeSession } from '../control/open-node-session.ts'

interface ReporterDeps {
  readonly session: NodeSession
  readonly control: ControlClient
  readonly age: () => number
}

/** Where a gateway's chain of records stands; null before its first record. */
export type ChainHeadSource = () => NonNullable<NodeReport['chain_head']> | null

/** Tells control what the node serves: once a second, and at once after each revision. */
export interface Reporter {
  start(): void
  /** From now on the node serves this revision, and would again after a restart. */
  serving(epoch: string, revision: number): void
  /** From now on each report names the gateway's last durable record. */
  watchChain(source: ChainHeadSource): void
  drain(): Promise<void>
  stop(): void
}

const everyMs = 1_000

/** Reports follow one another, never overlap: an older one cannot arrive last. */
export function createReporter(deps: ReporterDeps): Reporter {
  const { session, control } = deps
  let served: { epoch: string; revision: number } | null = null
  let chainHead: ChainHeadSource = () => null
  let draining = false
  let running: Promise<void> | null = null
  let again = false
  let timer: NodeJS.Timeout | null = null

  async function report(): Promise<void> {
    if (served === null) return
    const { node_id, role, environment } = session
    const snapshot_age_ms = Math.min(Math.max(0, Math.round(deps.age())), Number.MAX_SAFE_INTEGER)
    const chain_head = chainHead()
    const message: NodeReport = {
      format_version: 1,
      node_id,
      role,
      environment,
      ...served,
      snapshot_age_ms,
      draining,
      ...(chain_head === null ? {} : { chain_head }),
    }
    await control.report(message)
  }

  async function run(): Promise<void> {
    do {
      again = false
      // A lost report is made good by the next one; control names a node that stays silent.
      await report().catch(() => undefined)
    } while (again)
    running = null
  }

  function now(): Promise<void> {
    again = running !== null
    running ??= run()
    return running
  }

  return {
    start() {
      timer = setInterval(now, everyMs)
      void now()
    },
    serving(epoch, revision) {
      served = { epoch, revision }
      if (timer !== null) void now()
    },
    watchChain(source) {
      chainHead = source
    },
    drain() {
      draining = true
      return now()
    },
    stop() {
      if (timer !== null) clearInterval(timer)
      timer = null
    },
  }
}
