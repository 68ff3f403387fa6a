import { sql } from 'kysely'
import type { LoginThrottleStore } from '#core/oauth/login-throttle-store.ts'
import { inside } from './unit-of-work.ts'

/** Counters of failed logins in SQL, one row for each key. */
export function createLoginThrottleStore(): LoginThrottleStore {
  return {
    async count(tx, key, now, windowMs) {
      const at = new Date(now).toISOString()
      const ends = new Date(now + windowMs).toISOString()
      const counted = await sql<{ failures: number; window_ends_at: string }>`
        insert into login_throttles as t (key, failures, window_ends_at) values (${key}, 1, ${ends})
        on conflict (key) do update set
          failures = case when t.window_ends_at <= ${at} then 1 else t.failures + 1 end,
          window_ends_at = case when t.window_ends_at <= ${at} then excluded.window_ends_at else t.window_ends_at end
        returning failures, window_ends_at`.execute(inside(tx))
      const row = counted.rows[0]
      if (!row) throw new Error('a counted attempt has a row')
      return { attempts: row.failures, windowEndsAt: Date.parse(row.window_ends_at) }
    },

    async forgive(tx, key) {
      await inside(tx)
        .updateTable('login_throttles')
        .set({ failures: sql`failures - 1` })
        .where('key', '=', key)
        .where('failures', '>', 0)
        .execute()
    },

    async forget(tx, key) {
      await inside(tx).deleteFrom('login_throttles').where('key', '=', key).execute()
    },

    async removeExpired(tx, now) {
      const at = new Date(now).toISOString()
      await inside(tx).deleteFrom('login_throttles').where('window_ends_at', '<=', at).execute()
    },
  }
}
