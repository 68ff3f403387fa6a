import type { AuthorizationDeps } from '../authorizations/authorization-deps.ts'
import type { PackCalendar } from '../calendar/pack-calendar.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { LifecycleStore } from './lifecycle-store.ts'

/** What the life of rights works with. */
export interface LifecycleDeps extends AuthorizationDeps {
  readonly lifecycle: LifecycleStore
  readonly calendar: PackCalendar
  readonly unitOfWork: UnitOfWork
}

/** Rows of one pass: the rest comes a minute later. */
export const perPass = 100

export const dayMs = 86_400_000
