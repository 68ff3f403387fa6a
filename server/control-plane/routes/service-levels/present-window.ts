import type { MaintenanceWindow } from '#core/service-levels/maintenance-window.ts'

/** A declared stop as everybody may read it. */
export function presentWindow({
  id,
  target,
  starts_at,
  ends_at,
  reason,
  declared_at,
  cancelled_at,
}: MaintenanceWindow) {
  return { id, target, starts_at, ends_at, reason, declared_at, cancelled_at }
}
