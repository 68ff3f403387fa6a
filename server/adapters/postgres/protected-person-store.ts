import type { ProtectedPersonStore } from '#core/subjects/protected-person-store.ts'
import { inside } from './unit-of-work.ts'

export function createProtectedPersonStore(): ProtectedPersonStore {
  return {
    async hashes(tx) {
      const rows = await inside(tx).selectFrom('protected_persons').select('identity_hash').orderBy('id').execute()
      return rows.map((row) => row.identity_hash)
    },
    list: (tx) => inside(tx).selectFrom('protected_persons').selectAll().orderBy('id', 'desc').execute(),
    async insert(tx, person) {
      const row = await inside(tx)
        .insertInto('protected_persons')
        .values(person)
        .onConflict((conflict) => conflict.column('identity_hash').doNothing())
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },
    async remove(tx, id) {
      const { numDeletedRows } = await inside(tx)
        .deleteFrom('protected_persons')
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}
