import { type RawBuilder, sql } from 'kysely'
import type { Alert, AlertKind, AlertLimits, Suspicion } from '#core/detection/alert.ts'
import type { AlertStore } from '#core/detection/alert-store.ts'
import { toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

interface Found extends Omit<Suspicion, 'kind' | 'fingerprint'> {
  readonly detail: string
  readonly day: string
}

/** Groups the day's production records: by application, by API and by `detail`, a keyed hash or nothing. */
function grouped(
  since: string,
  part: {
    readonly from?: RawBuilder<unknown>
    readonly where: RawBuilder<unknown>
    readonly detail: RawBuilder<unknown>
  },
  facts: RawBuilder<unknown>,
  having: RawBuilder<unknown>,
) {
  return sql<Found>`
    select e.environment, e.application_id, e.organization_id, e.beneficiary_id, e.api,
      ${part.detail} as detail, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD') as day, ${facts} as facts,
      min(e.at) as first_at, max(e.at) as last_at
    from exchanges e ${part.from ?? sql``}
    where e.at >= ${since} and e.environment = 'production' and not e.is_test_person
      and e.part is distinct from 'opened' and e.application_id is not null and e.api is not null and ${part.where}
    group by 1, 2, 3, 4, 5, 6, 7
    having ${having}`
}

const persons = sql`cross join lateral jsonb_array_elements(e.subjects) as person`

function queries(since: string, { agentCalls, questions, calls }: AlertLimits) {
  const count = sql`jsonb_build_object('calls', count(*))`
  const any = sql`count(*) > 0`
  const withSignal = (signal: string) => ({
    where: sql`e.signals @> ${JSON.stringify([signal])}::jsonb`,
    detail: sql`''::text`,
  })
  return [
    [
      'agent_volume',
      grouped(
        since,
        { where: sql`e.agent_hash is not null`, detail: sql`e.agent_hash` },
        count,
        sql`count(*) > ${agentCalls}`,
      ),
    ],
    ['sequential_identities', grouped(since, withSignal('sequential_identities'), count, any)],
    ['protected_person', grouped(since, withSignal('protected_person'), count, any)],
    [
      'threshold_probing',
      grouped(
        since,
        {
          from: persons,
          where: sql`e.subjects is not null and person->>'role' = 'searched'`,
          detail: sql`e.operation || ' ' || (person->>'pseudonym')`,
        },
        sql`jsonb_build_object('calls', count(*), 'questions', count(distinct e.question_hash))`,
        sql`count(distinct e.question_hash) > ${questions} or count(*) > ${calls}`,
      ),
    ],
  ] as const
}

function selectAlerts(tx: Transaction) {
  return inside(tx)
    .selectFrom('abuse_alerts as a')
    .innerJoin('applications', 'applications.id', 'a.application_id')
    .leftJoin('organizations', 'organizations.id', 'a.organization_id')
    .selectAll('a')
    .select(['applications.name as application_name', 'organizations.name as organization_name'])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectAlerts>['execute']>>[number]

function toAlert({ kind, environment, facts, closed_by: _, ...row }: Row): Alert {
  return {
    ...row,
    kind: kind as AlertKind,
    environment: environment as Alert['environment'],
    facts: facts as Alert['facts'],
  }
}

/** Alerts in SQL, and the questions to the records that raise them. */
export function createAlertStore(): AlertStore {
  return {
    async suspicions(tx, since, limits) {
      const all: Suspicion[] = []
      for (const [kind, query] of queries(since, limits)) {
        const { rows } = await query.execute(inside(tx))
        for (const { detail, day, ...row } of rows) {
          const fingerprint = [kind, day, row.application_id, row.beneficiary_id ?? '', row.api, detail].join(' ')
          all.push({ ...row, kind, fingerprint })
        }
      }
      return all
    },

    async raise(tx, id, { facts, ...suspicion }) {
      const { rows } = await sql<{ id: string }>`
        insert into abuse_alerts (id, kind, fingerprint, environment, application_id, organization_id, beneficiary_id,
          api, facts, first_at, last_at)
        values (${id}, ${suspicion.kind}, ${suspicion.fingerprint}, ${suspicion.environment},
          ${suspicion.application_id}, ${suspicion.organization_id}, ${suspicion.beneficiary_id}, ${suspicion.api},
          ${JSON.stringify(facts)}, ${suspicion.first_at}, ${suspicion.last_at})
        on conflict (fingerprint) do update set facts = excluded.facts, last_at = excluded.last_at
        returning id`.execute(inside(tx))
      return rows[0]?.id === id
    },

    async providersOf(tx, api) {
      const rows = await inside(tx)
        .selectFrom('apis')
        .select('provider_organization_id as id')
        .distinct()
        .where('api', '=', api)
        .execute()
      return rows.map(({ id }) => id)
    },

    async list(tx, { state, provider }, page) {
      let query = selectAlerts(tx)
        .orderBy('a.id', 'desc')
        .limit(page.size + 1)
      if (page.after !== null) query = query.where('a.id', '<', page.after)
      if (state !== null) query = query.where('a.state', '=', state)
      if (provider !== null) {
        query = query.where(({ exists, selectFrom }) =>
          exists(
            selectFrom('apis')
              .select('apis.api')
              .whereRef('apis.api', '=', 'a.api')
              .where('apis.provider_organization_id', '=', provider),
          ),
        )
      }
      return toPage((await query.execute()).map(toAlert), page.size, (one) => one.id)
    },

    async load(tx, id) {
      const row = await selectAlerts(tx).where('a.id', '=', id).executeTakeFirst()
      return row === undefined ? null : toAlert(row)
    },

    async close(tx, id, { account, at, conclusion }) {
      await inside(tx)
        .updateTable('abuse_alerts')
        .set({ state: 'closed', closed_by: account, closed_at: at, conclusion })
        .where('id', '=', id)
        .execute()
    },
  }
}
