import type { Clock } from '#core/ports/clock.ts'
import type { BootClock } from '#kit/boot-clock.ts'
import type { RoleContext } from '../processes/role.ts'

/** A role's context with the clocks it lives by: the machine's, or a test's. */
export interface TimedContext extends RoleContext {
  readonly clock: Clock
  readonly bootClock: BootClock
}
