import { sql } from 'kysely'
import type { ClaimStore } from '#core/nodes/claim-store.ts'
import { inside } from './unit-of-work.ts'

/** One-time identifiers in SQL. The first claim fixes the deadline; an expired one may be claimed anew. */
export function createClaimStore(): ClaimStore {
  return {
    async claim(tx, id, ttlMs) {
      const expires = sql<string>`clock_timestamp() + ${ttlMs}::float8 * interval '1 millisecond'`
      const row = await inside(tx)
        .insertInto('claims')
        .values({ id, expires_at: expires })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({ expires_at: sql`excluded.expires_at` })
            .where('claims.expires_at', '<', sql<string>`clock_timestamp()`),
        )
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },

    async purge(tx) {
      await inside(tx).deleteFrom('claims').where('expires_at', '<', sql<string>`clock_timestamp()`).execute()
    },
  }
}
