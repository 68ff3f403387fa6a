import type { AccountDirectory } from '#core/oauth/account-directory.ts'
import type { Role } from '#core/organizations/member.ts'
import { inside } from './unit-of-work.ts'

/** Accounts as the people's issuer reads them, in SQL. */
export function createAccountDirectory(): AccountDirectory {
  return {
    async find(tx, accountId) {
      const row = await inside(tx).selectFrom('accounts').selectAll().where('id', '=', accountId).executeTakeFirst()
      return row ?? null
    },

    async findByEmail(tx, email) {
      const row = await inside(tx)
        .selectFrom('accounts')
        .selectAll()
        .where('email', '=', email)
        .where('kind', '=', 'person')
        .executeTakeFirst()
      return row ?? null
    },

    async membershipsOf(tx, accountId) {
      const rows = await inside(tx)
        .selectFrom('members')
        .innerJoin('organizations', 'organizations.id', 'members.organization_id')
        .select([
          'members.organization_id as organization_id',
          'organizations.kind as organization_kind',
          'members.roles as roles',
          'organizations.state as organization_state',
        ])
        .where('members.account_id', '=', accountId)
        .where('members.state', '=', 'active')
        .orderBy('members.id')
        .execute()
      return rows.map((row) => ({ ...row, roles: row.roles as readonly Role[] }))
    },
  }
}
