import { sql } from 'kysely'
import { toPage } from '#core/page.ts'
import type { RegistrationCount, SubjectRegistrationStore } from '#core/subjects/subject-registration-store.ts'
import { inside } from './unit-of-work.ts'

const rowsPerInsert = 500

/** The directory of data subjects in SQL: hashes of identities, never identities. */
export function createSubjectRegistrationStore(): SubjectRegistrationStore {
  return {
    async insert(tx, registrations) {
      for (let start = 0; start < registrations.length; start += rowsPerInsert) {
        const rows = registrations.slice(start, start + rowsPerInsert)
        await inside(tx).insertInto('subject_registrations').values(rows).execute()
      }
    },

    async find(tx, id) {
      const row = await inside(tx)
        .selectFrom('subject_registrations')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row ?? null
    },

    async list(tx, organizationId, filter, now, page) {
      let query = inside(tx)
        .selectFrom('subject_registrations')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .orderBy('id', 'desc')
        .limit(page.size + 1)
      if (page.after !== null) query = query.where('id', '<', page.after)
      if (filter.environment !== null) query = query.where('environment', '=', filter.environment)
      if (filter.api !== null) query = query.where('api', '=', filter.api)
      if (filter.case_hash !== null) query = query.where('case_hash', '=', filter.case_hash)
      if (filter.identity_hash !== null) query = query.where('identity_hash', '=', filter.identity_hash)
      if (filter.state === 'revoked') query = query.where('revoked_at', 'is not', null)
      else if (filter.state !== null) query = query.where('revoked_at', 'is', null)
      if (filter.state === 'expired') query = query.where('valid_until', '<=', now)
      if (filter.state === 'pending') query = query.where('valid_from', '>', now)
      if (filter.state === 'active') query = query.where('valid_until', '>', now).where('valid_from', '<=', now)
      return toPage(await query.execute(), page.size, (one) => one.id)
    },

    async revoke(tx, id, at) {
      await inside(tx).updateTable('subject_registrations').set({ revoked_at: at }).where('id', '=', id).execute()
    },

    async liveUntil(tx, { environment, organization_id, api, identity_hash }, now) {
      const row = await inside(tx)
        .selectFrom('subject_registrations')
        .select(({ fn }) => fn.max('valid_until').as('until'))
        .where('environment', '=', environment)
        .where('identity_hash', '=', identity_hash)
        .where('api', '=', api)
        .where('organization_id', '=', organization_id)
        .where('valid_until', '>', now)
        .where('valid_from', '<=', now)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return row?.until ?? null
    },

    subscribed(tx, { environment, api, identity_hash }, now) {
      return inside(tx)
        .selectFrom('subject_registrations')
        .selectAll()
        .where('environment', '=', environment)
        .where('identity_hash', '=', identity_hash)
        .where('api', '=', api)
        .where('valid_until', '>', now)
        .where('valid_from', '<=', now)
        .where('revoked_at', 'is', null)
        .where('notify_changes', '=', true)
        .execute()
    },

    async count(tx, api, now) {
      const { rows } = await sql<RegistrationCount>`
        select r.environment, r.organization_id, o.name as organization_name, r.quality, count(*)::int as active
        from subject_registrations r join organizations o on o.id = r.organization_id
        where r.api = ${api} and r.revoked_at is null and r.valid_until > ${now} and r.valid_from <= ${now}
        group by 1, 2, 3, 4 order by 1, 3, 4`.execute(inside(tx))
      return rows
    },

    async purge(tx, endedBefore) {
      const { numDeletedRows } = await inside(tx)
        .deleteFrom('subject_registrations')
        .where(({ or, eb }) => or([eb('valid_until', '<', endedBefore), eb('revoked_at', '<', endedBefore)]))
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
