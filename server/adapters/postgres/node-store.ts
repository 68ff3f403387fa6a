import { sql } from 'kysely'
import type { Environment } from '#core/environment.ts'
import type { NodeIdentity, NodeStore } from '#core/nodes/node-store.ts'
import { inside } from './unit-of-work.ts'

/** Enrolled nodes in SQL. Silence is measured by the database's clock, which all replicas of control share. */
export function createNodeStore(): NodeStore {
  return {
    async enrol(tx, node, tokenHash) {
      const { node_id: id, role, environment } = node
      await inside(tx)
        .insertInto('nodes')
        .values({ id, role, environment, secret_hash: tokenHash })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ role, environment, secret_hash: tokenHash }))
        .execute()
    },

    async find(tx, nodeId) {
      const row = await inside(tx)
        .selectFrom('nodes')
        .select(['id', 'role', 'environment', 'secret_hash'])
        .where('id', '=', nodeId)
        .executeTakeFirst()
      if (row === undefined) return null
      return {
        node_id: row.id,
        role: row.role as NodeIdentity['role'],
        environment: row.environment as Environment,
        token_hash: row.secret_hash,
      }
    },

    async report(tx, report) {
      await inside(tx)
        .updateTable('nodes')
        .set({
          epoch: report.epoch,
          revision: report.revision,
          snapshot_age_ms: Math.round(report.snapshot_age_ms),
          draining: report.draining,
          last_seen_at: sql<string>`clock_timestamp()`,
        })
        .where('id', '=', report.node_id)
        .execute()
    },

    async list(tx, environment) {
      const all = inside(tx)
        .selectFrom('nodes')
        .select(['id', 'role', 'environment', 'epoch', 'revision', 'snapshot_age_ms', 'draining', 'last_seen_at'])
        .select(sql<number>`(extract(epoch from clock_timestamp() - last_seen_at) * 1000)::float8`.as('silent_ms'))
        .orderBy('id')
      const rows = await (environment === null ? all : all.where('environment', '=', environment)).execute()
      return rows.map((row) => ({
        node_id: row.id,
        role: row.role as NodeIdentity['role'],
        environment: row.environment as Environment,
        epoch: row.epoch,
        revision: row.revision,
        snapshot_age_ms: row.snapshot_age_ms ?? 0,
        draining: row.draining,
        last_seen_at: row.last_seen_at,
        silent_ms: Math.max(0, row.silent_ms),
      }))
    },
  }
}
