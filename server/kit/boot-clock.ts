import { readFileSync } from 'node:fs'

/** Time since the machine started. Unlike wall time it cannot be set back, and unlike process time it outlives a restart. */
export interface BootClock {
  /** Tells one start of the machine from another; null when the system does not say. */
  readonly id: string | null
  /** Milliseconds, comparable between processes as long as `id` is the same. */
  now(): number
}

function readBootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return null
  }
}

/** On Linux `process.hrtime` is CLOCK_MONOTONIC, which counts from the start of the machine. */
export function createBootClock(): BootClock {
  return { id: readBootId(), now: () => Number(process.hrtime.bigint() / 1_000_000n) }
}
