import { sql } from 'kysely'
import type { AuditLogReader, AuditShard, NumberedCheckpoint } from '#core/audit/audit-log-reader.ts'
import { controlChain } from '#core/audit/control-act.ts'
import { readLeaves, readStrays } from './audit-leaf-reader.ts'
import { readAuditTile, readUnshipped } from './audit-log-store.ts'
import { inside } from './unit-of-work.ts'

/** The audit log in SQL, as proofs, witnesses and verification read it. */
export function createAuditLogReader(): AuditLogReader {
  return {
    async shards(tx) {
      const rows = await inside(tx).selectFrom('audit_shards').selectAll().orderBy('shard').execute()
      return rows.map(({ purge_statement: body, purge_signature: signature, ...row }): AuditShard => {
        return { ...row, purge: body === null || signature === null ? null : { body, signature } }
      })
    },

    async findRecord(tx, gateway, chain, seq) {
      const isAct = gateway === controlChain.gateway
      const acts = inside(tx).selectFrom('audit_acts').select('line').where('seq', '=', seq)
      const exchanges = inside(tx)
        .selectFrom('exchanges')
        .select('line')
        .where('gateway', '=', gateway)
        .where('chain', '=', chain)
        .where('seq', '=', seq)
      const record = isAct ? await acts.executeTakeFirst() : await exchanges.executeTakeFirst()
      if (record === undefined) return null
      const run = await inside(tx)
        .selectFrom('audit_runs')
        .select(['shard', 'first_leaf', 'first_seq'])
        .where('gateway', '=', gateway)
        .where('chain', '=', chain)
        .where('first_seq', '<=', seq)
        .where(sql<boolean>`first_seq + count > ${seq}`)
        .executeTakeFirst()
      const leaf = run === undefined ? null : { shard: run.shard, index: run.first_leaf + seq - run.first_seq }
      return { line: record.line, leaf }
    },

    async findAct(tx, eventId) {
      const row = await inside(tx)
        .selectFrom('audit_acts')
        .select(['seq', 'line'])
        .where('event_id', '=', eventId)
        .executeTakeFirst()
      return row ?? null
    },

    async checkpoints(tx, after, limit) {
      return inside(tx)
        .selectFrom('audit_checkpoints')
        .selectAll()
        .where('number', '>', after)
        .orderBy('number')
        .limit(limit)
        .execute()
    },

    async findCheckpoint(tx, number) {
      const rows = await inside(tx).selectFrom('audit_checkpoints').selectAll().where('number', '=', number).execute()
      return rows[0] ?? null
    },

    async latestCheckpoint(tx) {
      const all = inside(tx).selectFrom('audit_checkpoints').selectAll()
      return (await all.orderBy('number', 'desc').limit(1).executeTakeFirst()) ?? null
    },

    async checkpointCovering(tx, shard, size) {
      const row = await inside(tx)
        .selectFrom('audit_checkpoints')
        .selectAll()
        .where('shard', '=', shard)
        .where('size', '>=', size)
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ?? null
    },

    unshipped: readUnshipped,
    readTile: readAuditTile,

    async cosign(tx, number, witness, signature, at) {
      await inside(tx)
        .insertInto('audit_cosignatures')
        .values({ number, witness, signature, at })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async latestCosigned(tx, witnesses) {
      if (witnesses.length === 0) return null
      const row: NumberedCheckpoint | undefined = await inside(tx)
        .selectFrom('audit_checkpoints')
        .selectAll('audit_checkpoints')
        .where('number', '=', (eb) =>
          eb
            .selectFrom('audit_cosignatures')
            .select((inner) => inner.fn.max('number').as('number'))
            .where('witness', 'in', [...witnesses]),
        )
        .executeTakeFirst()
      return row ?? null
    },

    async coveredSeq(tx, gateway, chain, { shard, size }) {
      const { rows } = await sql<{ seq: number | null }>`
        select max(first_seq - 1 + case when shard < ${shard} then count else least(count, ${size} - first_leaf) end)
          as seq
        from audit_runs where gateway = ${gateway} and chain = ${chain}
          and (shard < ${shard} or (shard = ${shard} and first_leaf < ${size}))`.execute(inside(tx))
      return Number(rows[0]?.seq ?? 0)
    },

    leaves: readLeaves,
    strays: readStrays,
  }
}
