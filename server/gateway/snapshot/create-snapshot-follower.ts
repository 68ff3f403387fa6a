import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '#core/ports/clock.ts'
import type { LeaseRecall } from '#core/quotas/lease.ts'
import { applyMessage, type HeldSnapshot } from '#core/snapshot/apply-message.ts'
import { buildView } from '#core/snapshot/build-view.ts'
import { readControlPublicKey } from '#core/snapshot/control-key.ts'
import type { WatchMessage, WireEntry } from '#core/snapshot/snapshot.ts'
import type { SnapshotDifference, SnapshotSource, SnapshotView } from '#core/snapshot/snapshot-view.ts'
import type { BootClock } from '#kit/boot-clock.ts'
import type { ControlClient } from '../control/create-control-client.ts'
import type { NodeSession } from '../control/open-node-session.ts'
import type { DiskCopy, SignedState } from './create-disk-copy.ts'
import { type ChainHeadSource, createReporter } from './create-reporter.ts'
import { ageOf, vouchNow } from './vouch.ts'

/** What an operator may want to know of the follower. */
export type FollowerEvent =
  | { readonly type: 'disconnected'; readonly error: unknown }
  | { readonly type: 'refused' | 'refetch'; readonly reason: string }
  | { readonly type: 'disk-failed'; readonly error: unknown }

export interface SnapshotFollowerDeps {
  readonly session: NodeSession
  readonly control: ControlClient
  readonly diskCopy: DiskCopy
  readonly clock: Clock
  readonly bootClock: BootClock
  /** Called with each new view before it is acknowledged, in order, synchronously. A throw refuses the revision. */
  readonly onChange?: (view: SnapshotView, changed: readonly SnapshotDifference[]) => void
  readonly onEvent?: (event: FollowerEvent) => void
  /** Longest pause between two tries to reach control; 2 s, or less where control is on the same machine. */
  readonly maxRetryMs?: number
}

/** Keeps a node's snapshot at control's head. */
export interface SnapshotFollower extends SnapshotSource, AsyncDisposable {
  /** Takes up the disk copy, then begins to follow. Resolves once the copy was looked at. */
  start(): Promise<void>
  /** Resolves when there is a view, from disk or from control. */
  ready(): Promise<void>
  /** Resolves at the first valid word of control in this life: the view is then no older than the start. */
  heard(): Promise<void>
  /** Says in every report from now on that the node is going away, and reports at once. */
  drain(): Promise<void>
  /** Reports name the gateway's last durable record from now on. */
  watchChain(source: ChainHeadSource): void
  /** Called with each recall of quota units that control sends, from now on. */
  watchRecalls(onRecall: (recall: LeaseRecall) => void): void
}

const firstRetryMs = 50
const usualMaxRetryMs = 2_000
const touchEveryMs = 5_000
const messageTypes: ReadonlySet<string> = new Set(['full', 'delta', 'heartbeat'])

/** The node's side of *watch*. The view survives everything but a valid newer one. */
export function createSnapshotFollower(deps: SnapshotFollowerDeps): SnapshotFollower {
  const { session, control, diskCopy, clock, maxRetryMs = usualMaxRetryMs } = deps
  const expected = { environment: session.environment, controlKey: readControlPublicKey(session.controlPublicKey) }
  const firstView = Promise.withResolvers<void>()
  const firstWord = Promise.withResolvers<void>()
  const stopping = new AbortController()
  let held: HeldSnapshot | null = null
  let view: SnapshotView | null = null
  let vouchedAt = Number.NEGATIVE_INFINITY
  let touchedAt = Number.NEGATIVE_INFINITY
  let wantsFull = false
  let onRecall: (recall: LeaseRecall) => void = () => {}
  let unsaved: { held: HeldSnapshot; signed: SignedState } | null = null
  let saving: Promise<void> | null = null
  let following: Promise<void> | null = null

  function age(): number {
    return clock.monotonic() - vouchedAt
  }

  const reporter = createReporter({ session, control, age })

  function activate(next: HeldSnapshot, changed: readonly WireEntry[]): void {
    const nextView = buildView(next, view, changed)
    deps.onChange?.(nextView, changed)
    held = next
    view = nextView
    wantsFull = false
    firstView.resolve()
  }

  async function save(): Promise<void> {
    while (unsaved !== null) {
      const { held: state, signed } = unsaved
      unsaved = null
      try {
        await diskCopy.write(state, signed, vouchNow(deps, state.epoch, state.revision))
        reporter.serving(state.epoch, state.revision)
      } catch (error) {
        deps.onEvent?.({ type: 'disk-failed', error })
      }
    }
    saving = null
  }

  async function touch({ epoch, revision }: HeldSnapshot): Promise<void> {
    await diskCopy.touch(vouchNow(deps, epoch, revision)).catch((error: unknown) => {
      deps.onEvent?.({ type: 'disk-failed', error })
    })
    await save()
  }

  function vouch(): void {
    vouchedAt = clock.monotonic()
    if (held === null || saving !== null || vouchedAt - touchedAt < touchEveryMs) return
    touchedAt = vouchedAt
    saving = touch(held)
  }

  /** Whether the connection is worth keeping. */
  function receive(line: string): boolean {
    const message = JSON.parse(line) as WatchMessage | LeaseRecall
    if (message.type === 'recall') {
      onRecall(message)
      return true
    }
    if (!messageTypes.has(message.type)) return true
    const result = applyMessage(held, message, expected)
    if (result.outcome === 'applied' || result.outcome === 'fresh') firstWord.resolve()
    if (result.outcome === 'applied') {
      activate(result.held, result.changed)
      vouchedAt = clock.monotonic()
      unsaved = { held: result.held, signed: message }
      saving ??= save()
      return true
    }
    if (result.outcome === 'fresh') {
      vouch()
      return true
    }
    wantsFull ||= result.outcome === 'refetch'
    deps.onEvent?.({ type: result.outcome, reason: result.reason })
    return false
  }

  async function follow(): Promise<void> {
    let retryMs = firstRetryMs
    while (!stopping.signal.aborted) {
      const connection = new AbortController()
      const signal = AbortSignal.any([stopping.signal, connection.signal])
      const from =
        wantsFull || held === null ? { epoch: '', revision: 0 } : { epoch: held.epoch, revision: held.revision }
      try {
        await control.watch(
          from,
          (line) => {
            if (signal.aborted) return
            if (receive(line)) retryMs = firstRetryMs
            else connection.abort()
          },
          signal,
        )
      } catch (error) {
        if (!stopping.signal.aborted) deps.onEvent?.({ type: 'disconnected', error })
      }
      connection.abort()
      await sleep(retryMs * (0.5 + Math.random()), null, { signal: stopping.signal }).catch(() => undefined)
      retryMs = Math.min(retryMs * 2, maxRetryMs)
    }
  }

  async function restore(): Promise<void> {
    try {
      const stored = await diskCopy.read()
      if (stored === null) return
      const result = applyMessage(null, stored.message, expected)
      if (result.outcome !== 'applied') return
      activate(result.held, result.changed)
      vouchedAt = clock.monotonic() - ageOf(stored.vouch, deps)
      reporter.serving(result.held.epoch, result.held.revision)
    } catch (error) {
      deps.onEvent?.({ type: 'disk-failed', error })
    }
  }

  return {
    current: () => view,
    age,
    ready: () => firstView.promise,
    heard: () => firstWord.promise,
    async start() {
      await restore()
      following = follow()
      reporter.start()
    },
    drain: () => reporter.drain(),
    watchChain: (source) => reporter.watchChain(source),
    watchRecalls(listener) {
      onRecall = listener
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      reporter.stop()
      await following
      await saving
    },
  }
}
