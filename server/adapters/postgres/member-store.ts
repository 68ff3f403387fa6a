import type { Member, Role } from '#core/organizations/member.ts'
import type { MemberProfile, MemberStore } from '#core/organizations/member-store.ts'
import { toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { completeOrganizations, selectOrganizations } from './read-organizations.ts'
import { inside } from './unit-of-work.ts'

function selectMembers(tx: Transaction) {
  return inside(tx)
    .selectFrom('members')
    .innerJoin('accounts', 'accounts.id', 'members.account_id')
    .selectAll('members')
    .select(['accounts.kind as account_kind', 'accounts.name as name', 'accounts.email as email'])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectMembers>['execute']>>[number]

function toProfile({ account_kind, name, email, ...member }: Row): MemberProfile {
  return { member: { ...member, roles: member.roles as readonly Role[] }, account_kind, name, email }
}

function rowOf(member: Member) {
  return { ...member, roles: [...member.roles] }
}

/** Memberships in SQL. */
export function createMemberStore(): MemberStore {
  return {
    async insert(tx, member) {
      const row = await inside(tx)
        .insertInto('members')
        .values(rowOf(member))
        .onConflict((conflict) => conflict.columns(['organization_id', 'account_id']).doNothing())
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },
    async update(tx, member) {
      const { roles, state, version } = rowOf(member)
      const result = await inside(tx)
        .updateTable('members')
        .set({ roles, state, version })
        .where('id', '=', member.id)
        .where('version', '=', version - 1)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    async remove(tx, id) {
      await inside(tx).deleteFrom('members').where('id', '=', id).execute()
    },
    async load(tx, id) {
      const row = await selectMembers(tx).where('members.id', '=', id).executeTakeFirst()
      return row === undefined ? null : toProfile(row)
    },
    async list(tx, organizationId, kind, page) {
      let query = selectMembers(tx)
        .where('members.organization_id', '=', organizationId)
        .orderBy('members.id')
        .limit(page.size + 1)
      if (kind !== null) query = query.where('accounts.kind', '=', kind)
      if (page.after !== null) query = query.where('members.id', '>', page.after)
      return toPage((await query.execute()).map(toProfile), page.size, (one) => one.member.id)
    },
    async listOfAccount(tx, accountId, page) {
      let query = selectMembers(tx)
        .where('members.account_id', '=', accountId)
        .orderBy('members.id')
        .limit(page.size + 1)
      if (page.after !== null) query = query.where('members.id', '>', page.after)
      const { items, next } = toPage((await query.execute()).map(toProfile), page.size, (one) => one.member.id)
      const ids = items.map((one) => one.member.organization_id)
      const rows = ids.length === 0 ? [] : await selectOrganizations(tx).where('id', 'in', ids).execute()
      const byId = new Map((await completeOrganizations(tx, rows)).map((one) => [one.id, one]))
      const memberships = items.flatMap((one) => {
        const organization = byId.get(one.member.organization_id)
        return organization === undefined ? [] : [{ ...one, organization }]
      })
      return { items: memberships, next }
    },
    async countOwners(tx, organizationId) {
      const rows = await selectMembers(tx)
        .where('members.organization_id', '=', organizationId)
        .where('members.state', '=', 'active')
        .where('accounts.kind', '=', 'person')
        .execute()
      return rows.filter((row) => row.roles.includes('owner')).length
    },
  }
}
