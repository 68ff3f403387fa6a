import type { Clock } from '#core/ports/clock.ts'
import type { BootClock } from '#kit/boot-clock.ts'

/** That control vouched for a revision, and when by each of the node's clocks: kept on disk to outlive a restart. */
export interface Vouch {
  readonly epoch: string
  readonly revision: number
  /** Wall time, epoch milliseconds. */
  readonly wall: number
  readonly boot: { readonly id: string | null; readonly ms: number }
}

interface Clocks {
  readonly clock: Clock
  readonly bootClock: BootClock
}

/** A small step of the wall clock (NTP) while the machine was off is no reason to stop. */
const toleranceMs = 5_000

/** The vouch of this moment. */
export function vouchNow({ clock, bootClock }: Clocks, epoch: string, revision: number): Vouch {
  return { epoch, revision, wall: clock.now(), boot: { id: bootClock.id, ms: bootClock.now() } }
}

/**
 * Milliseconds since a vouch that an earlier process wrote. Where wall time and time since boot disagree the longer
 * counts. Infinity when the wall clock was set back over a reboot: then nobody can tell.
 */
export function ageOf(vouch: Pick<Vouch, 'wall' | 'boot'>, { clock, bootClock }: Clocks): number {
  const byWall = clock.now() - vouch.wall
  const isSameBoot = vouch.boot.id !== null && vouch.boot.id === bootClock.id
  if (isSameBoot) return Math.max(0, byWall, bootClock.now() - vouch.boot.ms)
  return byWall < -toleranceMs ? Number.POSITIVE_INFINITY : Math.max(0, byWall)
}
