import { sql } from 'kysely'
import { type Environment, environments } from '#core/environment.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { emptyDigest } from '#core/snapshot/digest.ts'
import type { SnapshotKind, WireEntry } from '#core/snapshot/snapshot.ts'
import type { SnapshotHead, SnapshotStore } from '#core/snapshot/snapshot-store.ts'
import { inside } from './unit-of-work.ts'

interface HeadRow {
  readonly environment: string
  readonly revision: number
  readonly digest: Uint8Array
}

interface EntryRow {
  readonly kind: string
  readonly id: string
  readonly revision: number
  readonly text: string | null
}

/** Rows of one INSERT: well under the 65 535 parameters of a statement. */
const rowsPerInsert = 1_000

function toHead(row: HeadRow): SnapshotHead {
  return { environment: row.environment as Environment, revision: row.revision, digest: Buffer.from(row.digest) }
}

function toEntry(row: EntryRow): WireEntry {
  return { kind: row.kind as SnapshotKind, id: row.id, revision: row.revision, text: row.text }
}

async function headOf(tx: Transaction, environment: Environment): Promise<SnapshotHead> {
  const rows = inside(tx).selectFrom('snapshot_heads').select(['environment', 'revision', 'digest'])
  return toHead(await rows.where('environment', '=', environment).executeTakeFirstOrThrow())
}

/** The snapshot's rows in SQL. */
export function createSnapshotStore(): SnapshotStore {
  return {
    async initialise(tx, identity) {
      const db = inside(tx)
      await db
        .insertInto('platform')
        .values({ epoch: identity.epoch, profile: identity.profile })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const heads = environments.map((environment) => ({ environment, revision: 0, digest: emptyDigest() }))
      await db
        .insertInto('snapshot_heads')
        .values(heads)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async identity(tx) {
      return (await inside(tx).selectFrom('platform').select(['epoch', 'profile']).executeTakeFirst()) ?? null
    },

    async setEpoch(tx, epoch) {
      await inside(tx).updateTable('platform').set({ epoch }).execute()
    },

    async advance(tx, environment) {
      const row = await inside(tx)
        .updateTable('snapshot_heads')
        .set({ revision: sql<number>`revision + 1` })
        .where('environment', '=', environment)
        .returning(['environment', 'revision', 'digest'])
        .executeTakeFirstOrThrow()
      return toHead(row)
    },

    async find(tx, environment, ids) {
      const found: WireEntry[] = []
      for (const kind of new Set(ids.map((entry) => entry.kind))) {
        const wanted = ids.filter((entry) => entry.kind === kind).map((entry) => entry.id)
        const rows = await inside(tx)
          .selectFrom('snapshot_entries')
          .select(['kind', 'id', 'revision', 'text'])
          .where('environment', '=', environment)
          .where('kind', '=', kind)
          .where('id', '=', sql<string>`any(${wanted}::text[])`)
          .execute()
        found.push(...rows.map(toEntry))
      }
      return found
    },

    async write(tx, environment, entries, digest) {
      for (let start = 0; start < entries.length; start += rowsPerInsert) {
        const rows = entries.slice(start, start + rowsPerInsert).map((entry) => ({ environment, ...entry }))
        await inside(tx)
          .insertInto('snapshot_entries')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['environment', 'kind', 'id']).doUpdateSet({
              revision: sql`excluded.revision`,
              text: sql`excluded.text`,
            }),
          )
          .execute()
      }
      await inside(tx).updateTable('snapshot_heads').set({ digest }).where('environment', '=', environment).execute()
    },

    async heads(tx) {
      const rows = await inside(tx).selectFrom('snapshot_heads').select(['environment', 'revision', 'digest']).execute()
      return rows.map(toHead)
    },

    async since(tx, environment, revision) {
      const head = await headOf(tx, environment)
      const changed = inside(tx)
        .selectFrom('snapshot_entries')
        .select(['kind', 'id', 'revision', 'text'])
        .where('environment', '=', environment)
        .where('revision', '>', revision)
        .where('revision', '<=', head.revision)
        .orderBy('revision')
        .orderBy('kind')
        .orderBy('id')
      const wanted = revision === 0 ? changed.where('text', 'is not', null) : changed
      return { head, entries: (await wanted.execute()).map(toEntry) }
    },
  }
}
