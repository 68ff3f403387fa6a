import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { AuditLogStore, SequencedChain } from '#core/audit/audit-log-store.ts'
import type { ChainHead } from '#core/audit/checkpoint.ts'
import { controlChain, type RecordedAct } from '#core/audit/control-act.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

/** The audit log in SQL, as the sequencer writes it. Times are the sequencer's. */
export function createAuditLogStore(): AuditLogStore {
  return {
    async lockHead(tx) {
      const row = await inside(tx).selectFrom('audit_head').selectAll().forUpdate().executeTakeFirstOrThrow()
      const open =
        row.shard === null
          ? undefined
          : await inside(tx)
              .selectFrom('audit_shards')
              .select('size')
              .where('shard', '=', row.shard)
              .executeTakeFirstOrThrow()
      const { shard, checkpoint_number, checkpoint_hash, checkpoint_at } = row
      return { shard, size: open?.size ?? 0, checkpoint_number, checkpoint_hash, checkpoint_at }
    },

    async openShard(tx, shard, at) {
      await inside(tx).insertInto('audit_shards').values({ shard, opened_at: at }).execute()
      await inside(tx).updateTable('audit_head').set({ shard }).execute()
    },

    async closeShard(tx, shard, at) {
      await inside(tx)
        .updateTable('audit_shards')
        .set({ state: 'closed', closed_at: at })
        .where('shard', '=', shard)
        .execute()
    },

    async setSize(tx, shard, size) {
      await inside(tx).updateTable('audit_shards').set({ size }).where('shard', '=', shard).execute()
    },

    async pendingChains(tx) {
      const rows = await inside(tx)
        .selectFrom('exchange_chains')
        .select(['gateway', 'chain', 'sequenced_seq', 'sequenced_head'])
        .where(sql<boolean>`next_seq > sequenced_seq + 1`)
        .orderBy('gateway')
        .orderBy('chain')
        .execute()
      return rows.map(toSequencedChain)
    },

    async pendingLines(tx, { gateway, chain, seq }, limit) {
      const rows = await inside(tx)
        .selectFrom('exchanges')
        .innerJoin('exchange_chains', (join) =>
          join
            .onRef('exchange_chains.gateway', '=', 'exchanges.gateway')
            .onRef('exchange_chains.chain', '=', 'exchanges.chain')
            .onRef('exchanges.seq', '<', 'exchange_chains.next_seq'),
        )
        .select('exchanges.line')
        .where('exchanges.gateway', '=', gateway)
        .where('exchanges.chain', '=', chain)
        .where('exchanges.seq', '>', seq)
        .orderBy('exchanges.seq')
        .limit(limit)
        .execute()
      return rows.map((row) => row.line)
    },

    async pendingActs(tx, limit) {
      const rows = await inside(tx)
        .selectFrom('events')
        .selectAll()
        .where('audit_seq', 'is', null)
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(({ actor_kind, actor_id, data, audit_seq: _, ...row }) => ({
        ...row,
        actor: { kind: actor_kind as RecordedAct['actor']['kind'], id: actor_id },
        data: data as RecordedAct['data'],
      }))
    },

    async controlChain(tx) {
      await inside(tx)
        .insertInto('exchange_chains')
        .values({ ...controlChain, next_seq: 1, head: '' })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const row = await inside(tx)
        .selectFrom('exchange_chains')
        .select(['gateway', 'chain', 'sequenced_seq', 'sequenced_head'])
        .where('gateway', '=', controlChain.gateway)
        .where('chain', '=', controlChain.chain)
        .executeTakeFirstOrThrow()
      return toSequencedChain(row)
    },

    async keepActs(tx, acts) {
      await inside(tx)
        .insertInto('audit_acts')
        .values([...acts])
        .execute()
      await sql`update events set audit_seq = audit_acts.seq from audit_acts
        where audit_acts.event_id = events.id and events.audit_seq is null
          and audit_acts.seq >= ${acts[0]?.seq ?? 0}`.execute(inside(tx))
      const last = acts.at(-1)
      if (last === undefined) return
      await inside(tx)
        .updateTable('exchange_chains')
        .set({ next_seq: last.seq + 1 })
        .where('gateway', '=', controlChain.gateway)
        .where('chain', '=', controlChain.chain)
        .execute()
    },

    async addRun(tx, run, head) {
      await inside(tx).insertInto('audit_runs').values(run).execute()
      await inside(tx)
        .updateTable('exchange_chains')
        .set({ sequenced_seq: run.first_seq + run.count - 1, sequenced_head: head })
        .where('gateway', '=', run.gateway)
        .where('chain', '=', run.chain)
        .execute()
    },

    readTile: readAuditTile,

    async writeTiles(tx, shard, tiles) {
      if (tiles.length === 0) return
      await inside(tx)
        .insertInto('audit_tiles')
        .values(tiles.map(({ level, index, hashes }) => ({ shard, level, index, hashes })))
        .onConflict((conflict) =>
          conflict.columns(['shard', 'level', 'index']).doUpdateSet({ hashes: (eb) => eb.ref('excluded.hashes') }),
        )
        .execute()
    },

    async chainHeads(tx, shard) {
      const { rows } = await sql<ChainHead>`
        select gateway, chain, sequenced_seq as seq, sequenced_head as head from exchange_chains
        where exists (select from audit_runs where audit_runs.shard = ${shard}
          and audit_runs.gateway = exchange_chains.gateway and audit_runs.chain = exchange_chains.chain)
        order by gateway, chain`.execute(inside(tx))
      return rows
    },

    unshipped: readUnshipped,

    async reportHead(tx, { gateway, chain, seq, head }) {
      await inside(tx)
        .insertInto('exchange_chains')
        .values({ gateway, chain, next_seq: 1, head: '', reported_seq: seq, reported_head: head })
        .onConflict((conflict) =>
          conflict
            .columns(['gateway', 'chain'])
            .doUpdateSet({ reported_seq: seq, reported_head: head })
            .where('exchange_chains.reported_seq', '<', seq),
        )
        .execute()
    },

    async addCheckpoint(tx, { number, shard, size, at }, { body, signature }) {
      await inside(tx).insertInto('audit_checkpoints').values({ number, shard, size, at, body, signature }).execute()
      const hash = createHash('sha256').update(body).digest('hex')
      await inside(tx)
        .updateTable('audit_head')
        .set({ checkpoint_number: number, checkpoint_hash: hash, checkpoint_at: at })
        .execute()
    },
  }
}

function toSequencedChain(row: {
  readonly gateway: string
  readonly chain: string
  readonly sequenced_seq: number
  readonly sequenced_head: string
}): SequencedChain {
  const { gateway, chain, sequenced_seq: seq, sequenced_head: head } = row
  return { gateway, chain, seq, head: head === '' ? null : head }
}

/** A tile of a shard's tree; null when it was never written. */
export async function readAuditTile(
  tx: Transaction,
  shard: string,
  level: number,
  index: number,
): Promise<Uint8Array | null> {
  const row = await inside(tx)
    .selectFrom('audit_tiles')
    .select('hashes')
    .where('shard', '=', shard)
    .where('level', '=', level)
    .where('index', '=', index)
    .executeTakeFirst()
  return row?.hashes ?? null
}

/** What gateways have reported and not shipped. */
export async function readUnshipped(tx: Transaction): Promise<ChainHead[]> {
  const { rows } = await sql<ChainHead>`
    select gateway, chain, reported_seq as seq, reported_head as head from exchange_chains
    where reported_seq >= next_seq order by gateway, chain`.execute(inside(tx))
  return rows
}
