import { sql } from 'kysely'
import { controlChain } from '#core/audit/control-act.ts'
import type { RemoveShard } from '#core/audit/purge-shards.ts'
import { inside } from './unit-of-work.ts'

/**
 * Deletes a shard's records, runs and tiles, and the salt of its pseudonyms: what records of that month stand in later
 * shards tell nobody's name any more. Events stay as the history of what they are about.
 */
export const removeAuditShard: RemoveShard = async (tx, shard, { body, signature }) => {
  const db = inside(tx)
  await sql`delete from exchanges using audit_runs r
    where r.shard = ${shard} and exchanges.gateway = r.gateway and exchanges.chain = r.chain
      and exchanges.seq >= r.first_seq and exchanges.seq < r.first_seq + r.count`.execute(db)
  await sql`delete from audit_acts using audit_runs r
    where r.shard = ${shard} and r.gateway = ${controlChain.gateway}
      and audit_acts.seq >= r.first_seq and audit_acts.seq < r.first_seq + r.count`.execute(db)
  await db
    .insertInto('subject_keys')
    .values({ epoch: shard, salt: null })
    .onConflict((conflict) => conflict.column('epoch').doUpdateSet({ salt: null }))
    .execute()
  await db.deleteFrom('audit_runs').where('shard', '=', shard).execute()
  await db.deleteFrom('audit_tiles').where('shard', '=', shard).execute()
  await db
    .updateTable('audit_shards')
    .set({ state: 'purged', purge_statement: body, purge_signature: signature })
    .where('shard', '=', shard)
    .execute()
}
