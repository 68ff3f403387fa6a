import type { MaintenanceStore } from '#core/service-levels/maintenance-window.ts'
import { inside } from './unit-of-work.ts'

const maxListed = 500

/** Declared maintenance in SQL: a window is never changed, only cancelled. */
export function createMaintenanceStore(): MaintenanceStore {
  return {
    async insert(tx, window) {
      await inside(tx).insertInto('maintenance_windows').values(window).execute()
    },
    async load(tx, id, lock) {
      const query = inside(tx).selectFrom('maintenance_windows').selectAll().where('id', '=', id)
      return (await (lock === 'lock' ? query.forUpdate() : query).executeTakeFirst()) ?? null
    },
    async cancel(tx, id, at) {
      await inside(tx).updateTable('maintenance_windows').set({ cancelled_at: at }).where('id', '=', id).execute()
    },
    list: (tx, from, until) =>
      inside(tx)
        .selectFrom('maintenance_windows')
        .selectAll()
        .where('ends_at', '>', from)
        .where('starts_at', '<', until)
        .orderBy('starts_at')
        .orderBy('id')
        .limit(maxListed)
        .execute(),
  }
}
