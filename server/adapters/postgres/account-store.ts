import type { Account } from '#core/accounts/account.ts'
import type { AccountStore } from '#core/accounts/account-store.ts'
import { inside } from './unit-of-work.ts'

/** Accounts in SQL. */
export function createAccountStore(): AccountStore {
  return {
    async insert(tx, account) {
      const row = await inside(tx)
        .insertInto('accounts')
        .values({ ...account })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },
    async load(tx, id) {
      const row = await inside(tx).selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
      return (row satisfies Account | undefined) ?? null
    },
    async findByEmail(tx, email) {
      const row = await inside(tx).selectFrom('accounts').selectAll().where('email', '=', email).executeTakeFirst()
      return (row satisfies Account | undefined) ?? null
    },
    async update(tx, account) {
      const { name, locale, password_hash, state, sessions_valid_from } = account
      await inside(tx)
        .updateTable('accounts')
        .set({ name, locale, password_hash, state, sessions_valid_from })
        .where('id', '=', account.id)
        .execute()
    },
  }
}
