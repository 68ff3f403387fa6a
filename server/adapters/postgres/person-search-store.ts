import type { PersonSearchStore, PersonSearchWithNames } from '#core/audit/person-search/person-search.ts'
import { toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

function joined(tx: Transaction) {
  return inside(tx)
    .selectFrom('person_searches as s')
    .innerJoin('accounts as asker', 'asker.id', 's.requested_by')
    .leftJoin('accounts as decider', 'decider.id', 's.decided_by')
    .selectAll('s')
    .select(['asker.name as requested_by_name', 'decider.name as decided_by_name'])
}

export function createPersonSearchStore(): PersonSearchStore {
  return {
    async insert(tx, search) {
      const row = { ...search, pseudonyms: JSON.stringify(search.pseudonyms) }
      await inside(tx).insertInto('person_searches').values(row).execute()
    },
    async load(tx, id, lock) {
      if (lock === 'lock') {
        await inside(tx).selectFrom('person_searches').select('id').where('id', '=', id).forUpdate().execute()
      }
      const row = await joined(tx).where('s.id', '=', id).executeTakeFirst()
      return (row as PersonSearchWithNames | undefined) ?? null
    },
    async list(tx, page) {
      let query = joined(tx)
        .orderBy('s.id', 'desc')
        .limit(page.size + 1)
      if (page.after !== null) query = query.where('s.id', '<', page.after)
      return toPage((await query.execute()) as PersonSearchWithNames[], page.size, ({ id }) => id)
    },
    async decide(tx, id, to) {
      await inside(tx).updateTable('person_searches').set(to).where('id', '=', id).execute()
    },
  }
}
