import { type SqlBool, sql } from 'kysely'
import type { LifecycleStore, OverdueDecision, UnusedScope } from '#core/lifecycle/lifecycle-store.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

const running = ['open', 'escalated', 'lapsed'] as const

function unsaid(id: string, kind: string, days: number) {
  return sql<SqlBool>`not exists (select 1 from lifecycle_reminders r
    where r.subject_id = ${sql.ref(id)} and r.kind = ${kind} and r.days <= ${days})`
}

function inForce(tx: Transaction, authorizationId: string, now: string) {
  return inside(tx)
    .selectFrom('scope_proposals as p')
    .where('p.authorization_id', '=', authorizationId)
    .where((eb) => eb.or([eb('p.kept_until', 'is', null), eb('p.kept_until', '<=', now)]))
    .where(
      sql<SqlBool>`not exists (select 1 from scope_uses u where u.authorization_id = p.authorization_id
        and u.api = p.api and u.api_version = p.api_version and u.scope = p.scope
        and u.last_used_on >= p.proposed_at::date)`,
    )
}

/** The life of rights in SQL. */
export function createLifecycleStore(): LifecycleStore {
  return {
    async claimReminder(tx, subjectId, kind, days, now) {
      const { numInsertedOrUpdatedRows } = await inside(tx)
        .insertInto('lifecycle_reminders')
        .values({ subject_id: subjectId, kind, days, said_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return (numInsertedOrUpdatedRows ?? 0n) > 0n
    },

    async endingAuthorizations(tx, now, until, days, size) {
      const rows = await inside(tx)
        .selectFrom('authorizations as a')
        .select(['a.id', 'a.valid_until'])
        .where('a.state', 'in', ['active', 'suspended'])
        .where('a.valid_until', '>', now)
        .where('a.valid_until', '<=', until)
        .where(unsaid('a.id', 'authorization_ends', days))
        .orderBy('a.id')
        .limit(size)
        .execute()
      return rows.map((row) => ({ id: row.id, ends_at: row.valid_until ?? until }))
    },

    async endingCredentials(tx, now, until, days, size) {
      const rows = await inside(tx)
        .selectFrom('credentials as c')
        .innerJoin('applications as p', 'p.id', 'c.application_id')
        .select(['c.id', 'c.expires_at', 'c.label', 'p.organization_id'])
        .where('c.revoked_at', 'is', null)
        .where('p.state', '<>', 'archived')
        .where('c.expires_at', '>', now)
        .where('c.expires_at', '<=', until)
        .where(unsaid('c.id', 'credential_ends', days))
        .orderBy('c.id')
        .limit(size)
        .execute()
      return rows.map(({ expires_at, ...row }) => ({ ...row, ends_at: expires_at ?? until }))
    },

    async uncertified(tx, before, size) {
      const { rows } = await sql<{ id: string; ends_at: string }>`
        select a.id, greatest(a.valid_from, coalesce(max(r.confirmed_at), a.valid_from)) as ends_at
        from authorizations a left join recertifications r on r.authorization_id = a.id
        where a.state = 'active' and not exists (select 1 from recertifications open
          where open.authorization_id = a.id and open.state in ('open', 'escalated', 'lapsed'))
        group by a.id, a.valid_from
        having greatest(a.valid_from, coalesce(max(r.confirmed_at), a.valid_from)) < ${before}::timestamptz
        order by a.id limit ${size}`.execute(inside(tx))
      return rows
    },

    async putRecertification(tx, { id, ...rest }) {
      const known = await inside(tx).updateTable('recertifications').set(rest).where('id', '=', id).executeTakeFirst()
      if (known.numUpdatedRows > 0n) return true
      const { numInsertedOrUpdatedRows } = await inside(tx)
        .insertInto('recertifications')
        .values({ id, ...rest })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return (numInsertedOrUpdatedRows ?? 0n) > 0n
    },

    async dueRecertifications(tx, now, size) {
      return inside(tx)
        .selectFrom('recertifications as r')
        .innerJoin('authorizations as a', 'a.id', 'r.authorization_id')
        .selectAll('r')
        .where('r.state', 'in', running)
        .where((eb) =>
          eb.or([
            eb.and([eb('r.state', '=', 'open'), eb('r.due_at', '<=', now)]),
            eb.and([eb('r.state', '=', 'escalated'), eb('r.lapses_at', '<=', now)]),
            eb('a.state', 'not in', ['active', 'suspended']),
          ]),
        )
        .orderBy('r.id')
        .limit(size)
        .execute()
    },

    async recertificationOf(tx, authorizationId) {
      const row = await inside(tx)
        .selectFrom('recertifications')
        .selectAll()
        .where('authorization_id', '=', authorizationId)
        .orderBy(sql`state in ('open', 'escalated', 'lapsed')`, 'desc')
        .orderBy('opened_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ?? null
    },

    async unusedScopes(tx, since, now, size) {
      const { rows } = await sql<UnusedScope>`
        select a.id as authorization_id, o.api, o.version as api_version, s.scope,
          to_char(u.last_used_on, 'YYYY-MM-DD') as last_used_on
        from authorizations a
          cross join lateral jsonb_to_recordset(a.opened) as o(api text, version text, scopes jsonb)
          cross join lateral jsonb_array_elements_text(o.scopes) as s(scope)
          left join scope_uses u on u.authorization_id = a.id and u.api = o.api and u.api_version = o.version
            and u.scope = s.scope
          left join scope_proposals p on p.authorization_id = a.id and p.api = o.api and p.api_version = o.version
            and p.scope = s.scope
        where a.state = 'active' and a.valid_from < ${since}::date
          and (u.last_used_on is null or u.last_used_on < ${since}::date)
          and (p.scope is null or u.last_used_on >= p.proposed_at::date or p.kept_until <= ${now}::timestamptz)
        order by a.id, o.api, o.version, s.scope limit ${size}`.execute(inside(tx))
      return rows
    },

    async propose(tx, proposal) {
      const { authorization_id: _a, api: _b, api_version: _c, scope: _d, ...renewed } = proposal
      await inside(tx)
        .insertInto('scope_proposals')
        .values({ ...proposal, kept_by: null })
        .onConflict((conflict) =>
          conflict
            .columns(['authorization_id', 'api', 'api_version', 'scope'])
            .doUpdateSet({ ...renewed, kept_by: null }),
        )
        .execute()
    },

    proposalsOf: (tx, authorizationId, now) =>
      inForce(tx, authorizationId, now)
        .select(['p.authorization_id', 'p.api', 'p.api_version', 'p.scope', 'p.last_used_on'])
        .select(['p.proposed_at', 'p.kept_until', 'p.kept_reason'])
        .orderBy('p.api')
        .orderBy('p.api_version')
        .orderBy('p.scope')
        .execute(),

    async keepScopes(tx, authorizationId, { until, by, reason }, now) {
      const scopes = await inForce(tx, authorizationId, now).select(['p.api', 'p.api_version', 'p.scope']).execute()
      for (const { api, api_version, scope } of scopes) {
        await inside(tx)
          .updateTable('scope_proposals')
          .set({ kept_until: until, kept_by: by, kept_reason: reason })
          .where('authorization_id', '=', authorizationId)
          .where('api', '=', api)
          .where('api_version', '=', api_version)
          .where('scope', '=', scope)
          .execute()
      }
      return scopes.length
    },

    async overdueDecisions(tx, now, size) {
      const { rows } = await sql<OverdueDecision>`
        select d.id, d.access_request_id, d.organization_id, d.deputy_account_id, d.due_at,
          r.reference as request_reference
        from decisions d join access_requests r on r.id = d.access_request_id
        where d.state = 'pending' and d.escalated_at is null and d.due_at <= ${now}::timestamptz
          and r.state = 'submitted'
        order by d.id limit ${size} for update of d skip locked`.execute(inside(tx))
      return rows
    },

    async markEscalated(tx, decisionId, now) {
      await inside(tx).updateTable('decisions').set({ escalated_at: now }).where('id', '=', decisionId).execute()
    },
  }
}
