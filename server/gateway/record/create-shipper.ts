import { Unavailable } from '#core/errors.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { ControlClient } from '../control/create-control-client.ts'
import type { ChainFiles } from './chain-files.ts'
import type { ChainWriter } from './create-chain-writer.ts'
import { type ShipPosition, shipChain } from './ship-chain.ts'

export interface ShipperDeps {
  readonly gateway: string
  readonly files: ChainFiles
  readonly writer: ChainWriter
  readonly control: Pick<ControlClient, 'ship'>
  readonly clock: Clock
  /** Told when a chain cannot be shipped: control calls it broken, or it cannot be read. */
  readonly onFailure?: (error: unknown) => void
  /** How long shipped files stay at least, also when a witnessed checkpoint covers them; 7 days. */
  readonly keepMs?: number
}

/** Brings every chain of this gateway to control, those of earlier lives too. */
export interface Shipper extends AsyncDisposable {
  /** Ships everything that is durable now. @throws Unavailable when control is away. */
  shipAll(): Promise<void>
  /** How far control is behind: bytes of this life's chain it does not have, and since when it had everything. */
  lag(): { readonly unshippedBytes: number; readonly behindMs: number }
}

const dayMs = 86_400_000
const soonMs = 100
const idleMs = 5_000
const maxRetryMs = 10_000
const askAgainMs = 600_000

export function createShipper(deps: ShipperDeps): Shipper {
  const { gateway, files, writer, clock, keepMs = 7 * dayMs } = deps
  const positions = new Map<string, ShipPosition>()
  const broken = new Set<string>()
  /** Chains of earlier lives of which control has every whole record. */
  const finished = new Set<string>()
  /** When control was last asked whether a witness has seen a chain that is old enough to go. */
  const askedAt = new Map<string, number>()
  const shipDeps = { gateway, files, ship: deps.control.ship }
  let timer: NodeJS.Timeout | null = null
  let dueAt = Number.POSITIVE_INFINITY
  let running: Promise<void> | null = null
  let retryMs = soonMs
  let closed = false
  let hasNew = false
  let caughtUpAt = clock.monotonic()

  async function removeOld(chain: string, end: number): Promise<void> {
    if (end > 0 && clock.now() - (await files.modifiedAt(chain)) < keepMs) return
    if (end > 0 && !(await isCovered(chain))) return
    await files.remove(chain)
    positions.delete(chain)
    finished.delete(chain)
    askedAt.delete(chain)
  }

  /** A file is the last proof of its records until a checkpoint that covers them all is in other hands. */
  async function isCovered(chain: string): Promise<boolean> {
    const { nextSeq } = positions.get(chain) ?? { nextSeq: 1 }
    const now = clock.monotonic()
    if (now - (askedAt.get(chain) ?? Number.NEGATIVE_INFINITY) < askAgainMs) return false
    askedAt.set(chain, now)
    const { covered_seq } = await shipDeps.ship({ format_version: 1, gateway, chain, first_seq: 1, lines: [] })
    return covered_seq !== undefined && covered_seq >= nextSeq - 1
  }

  async function shipOne(chain: string): Promise<void> {
    const durable = writer.durableBytes(chain)
    const end = durable ?? (await files.size(chain))
    const known = positions.get(chain) ?? null
    const hasMore = !finished.has(chain) && end > (known?.offset ?? 0)
    if (hasMore) positions.set(chain, await shipChain(shipDeps, chain, known, end))
    if (durable !== null) return
    finished.add(chain)
    await removeOld(chain, end)
  }

  async function shipEach(): Promise<void> {
    for (const chain of await files.list()) {
      if (broken.has(chain)) continue
      try {
        await shipOne(chain)
      } catch (error) {
        if (error instanceof Unavailable) throw error
        broken.add(chain)
        deps.onFailure?.(error)
      }
    }
  }

  /** One pass at a time: two would ship the same lines. */
  function shipAll(): Promise<void> {
    running ??= shipEach().finally(() => {
      running = null
    })
    return running
  }

  function schedule(ms: number): void {
    const at = clock.monotonic() + ms
    if (closed || at >= dueAt) return
    if (timer !== null) clearTimeout(timer)
    dueAt = at
    timer = setTimeout(pass, ms)
    timer.unref()
  }

  function pass(): void {
    dueAt = Number.POSITIVE_INFINITY
    hasNew = false
    shipAll().then(
      () => {
        retryMs = soonMs
        caughtUpAt = clock.monotonic()
        schedule(hasNew ? soonMs : idleMs)
      },
      (error: unknown) => {
        if (!(error instanceof Unavailable)) deps.onFailure?.(error)
        retryMs = Math.min(retryMs * 2, maxRetryMs)
        schedule(retryMs * (0.5 + Math.random()))
      },
    )
  }

  writer.onDurable(() => {
    hasNew = true
    if (retryMs === soonMs) schedule(soonMs)
  })
  schedule(soonMs)

  return {
    shipAll,
    lag() {
      const chain = writer.chain()
      const durable = chain === null ? 0 : (writer.durableBytes(chain) ?? 0)
      const unshippedBytes = Math.max(0, durable - (positions.get(chain ?? '')?.offset ?? 0))
      if (unshippedBytes === 0) caughtUpAt = clock.monotonic()
      return { unshippedBytes, behindMs: clock.monotonic() - caughtUpAt }
    },
    async [Symbol.asyncDispose]() {
      closed = true
      if (timer !== null) clearTimeout(timer)
      await running?.catch(() => undefined)
    },
  }
}
