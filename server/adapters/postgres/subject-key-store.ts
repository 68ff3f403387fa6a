import type { SubjectKeyStore } from '#core/subjects/subject-key-store.ts'
import { inside } from './unit-of-work.ts'

export function createSubjectKeyStore(): SubjectKeyStore {
  return {
    async ensure(tx, epoch, fresh) {
      await inside(tx)
        .insertInto('subject_keys')
        .values({ epoch, salt: fresh })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const row = await inside(tx)
        .selectFrom('subject_keys')
        .select('salt')
        .where('epoch', '=', epoch)
        .executeTakeFirstOrThrow()
      return row.salt
    },

    async list(tx) {
      const rows = await inside(tx).selectFrom('subject_keys').select(['epoch', 'salt']).orderBy('epoch').execute()
      return rows.flatMap(({ epoch, salt }) => (salt === null ? [] : [{ epoch, salt }]))
    },
  }
}
