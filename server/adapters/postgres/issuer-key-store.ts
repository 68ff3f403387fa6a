import { sql } from 'kysely'
import type { Environment } from '#core/environment.ts'
import type { IssuerKeyStore } from '#core/nodes/issuer-key-store.ts'
import { inside } from './unit-of-work.ts'

/** Public signing keys of machine issuers in SQL. */
export function createIssuerKeyStore(): IssuerKeyStore {
  return {
    async add(tx, { kid, environment, node_id, jwk }) {
      const row = await inside(tx)
        .insertInto('issuer_keys')
        .values({ kid, environment, node_id, jwk: JSON.stringify(jwk) })
        .onConflict((conflict) => conflict.column('kid').doNothing())
        .returning('kid')
        .executeTakeFirst()
      return row !== undefined
    },

    async find(tx, kid) {
      const row = await inside(tx)
        .selectFrom('issuer_keys')
        .select(['kid', 'environment', 'node_id', 'jwk', 'retired_at'])
        .where('kid', '=', kid)
        .executeTakeFirst()
      if (row === undefined) return null
      return { ...row, environment: row.environment as Environment, jwk: row.jwk as Record<string, unknown> }
    },

    async retire(tx, kid) {
      await inside(tx)
        .updateTable('issuer_keys')
        .set({ retired_at: sql<string>`clock_timestamp()` })
        .where('kid', '=', kid)
        .where('retired_at', 'is', null)
        .execute()
    },
  }
}
