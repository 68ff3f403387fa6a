import type { PublicationStore } from '#core/publications/publication.ts'
import { inside } from './unit-of-work.ts'

const maxListed = 400

export function createPublicationStore(): PublicationStore {
  return {
    async insert(tx, publication, files) {
      const { numInsertedOrUpdatedRows } = await inside(tx)
        .insertInto('publications')
        .values({ ...publication, ...files })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return (numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    async list(tx, kind) {
      let query = inside(tx)
        .selectFrom('publications')
        .select(['kind', 'month', 'json_sha256', 'csv_sha256', 'published_at'])
        .orderBy('month', 'desc')
        .orderBy('kind')
        .limit(maxListed)
      if (kind !== null) query = query.where('kind', '=', kind)
      return query.execute()
    },
    async load(tx, kind, month) {
      const row = await inside(tx)
        .selectFrom('publications')
        .selectAll()
        .where('kind', '=', kind)
        .where('month', '=', month)
        .executeTakeFirst()
      return row ?? null
    },
  }
}
