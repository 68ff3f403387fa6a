import { sql } from 'kysely'
import type { ErrorReport, ErrorReportFile, ErrorReportStep } from '#core/error-reports/error-report.ts'
import type { ErrorReportStore } from '#core/error-reports/error-report-store.ts'
import { toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

const columns = [
  'r.id',
  'r.reference',
  'r.person_key',
  'r.pseudonyms',
  'r.api',
  'r.api_version',
  'r.provider_organization_id',
  'r.request_id',
  'r.seen_at',
  'r.field',
  'r.kind',
  'r.statement',
  'r.state',
  'r.acknowledge_by',
  'r.answer_by',
  'r.answered_at',
  'r.contests',
  'r.told',
  'r.created_at',
] as const

function reports(tx: Transaction) {
  return inside(tx).selectFrom('error_reports as r').select(columns)
}

function files(tx: Transaction) {
  return reports(tx)
    .innerJoin('organizations as provider', 'provider.id', 'r.provider_organization_id')
    .select('provider.name as provider_name')
}

async function withSteps(tx: Transaction, rows: readonly unknown[]): Promise<ErrorReportFile[]> {
  const found = rows as Omit<ErrorReportFile, 'steps'>[]
  if (found.length === 0) return []
  const steps = await inside(tx)
    .selectFrom('error_report_steps')
    .select(['report_id', 'state', 'by', 'at', 'text'])
    .where(
      'report_id',
      'in',
      found.map(({ id }) => id),
    )
    .orderBy('report_id')
    .orderBy('position')
    .execute()
  return found.map((report) => ({
    ...report,
    steps: steps
      .filter(({ report_id }) => report_id === report.id)
      .map(({ report_id: _, ...step }): ErrorReportStep => step),
  }))
}

/** Error reports in SQL, each with its history. */
export function createErrorReportStore(): ErrorReportStore {
  return {
    async insert(tx, report) {
      const { rows } = await sql<{ n: number }>`select nextval('error_report_numbers') as n`.execute(inside(tx))
      const row = {
        ...report,
        reference: `S${rows[0]?.n}`,
        pseudonyms: JSON.stringify(report.pseudonyms),
        told: null,
      }
      await inside(tx).insertInto('error_reports').values(row).execute()
    },
    async load(tx, id, lock) {
      if (lock === 'lock') {
        await inside(tx).selectFrom('error_reports').select('id').where('id', '=', id).forUpdate().execute()
      }
      const [file = null] = await withSteps(tx, await files(tx).where('r.id', '=', id).execute())
      return file
    },
    async ofPerson(tx, personKey, size) {
      const query = files(tx).where('r.person_key', '=', personKey).orderBy('r.created_at', 'desc').limit(size)
      return withSteps(tx, await query.execute())
    },
    async countSince(tx, personKey, since) {
      const row = await inside(tx)
        .selectFrom('error_reports')
        .select(({ fn }) => fn.countAll().as('n'))
        .where('person_key', '=', personKey)
        .where('created_at', '>=', since)
        .executeTakeFirstOrThrow()
      return Number(row.n)
    },
    async isReported(tx, personKey, requestId, field) {
      const row = await inside(tx)
        .selectFrom('error_reports')
        .select('id')
        .where('person_key', '=', personKey)
        .where('request_id', '=', requestId)
        .where('field', '=', field)
        .where('state', '<>', 'closed')
        .executeTakeFirst()
      return row !== undefined
    },
    async ofProvider(tx, organizationId, states, page) {
      let query = files(tx)
        .where('r.provider_organization_id', '=', organizationId)
        .where('r.state', 'in', [...states])
        .orderBy('r.id')
        .limit(page.size + 1)
      if (page.after !== null) query = query.where('r.id', '>', page.after)
      const { items, next } = toPage(await query.execute(), page.size, ({ id }) => id)
      return { items: await withSteps(tx, items), next }
    },
    async change(tx, id, { told, pseudonyms, ...plain }) {
      const to = {
        ...plain,
        ...(told === undefined ? {} : { told: JSON.stringify(told) }),
        ...(pseudonyms === undefined ? {} : { pseudonyms: JSON.stringify(pseudonyms) }),
      }
      await inside(tx).updateTable('error_reports').set(to).where('id', '=', id).execute()
    },
    async addStep(tx, reportId, { state, by, account_id, at, text }) {
      await sql`
        insert into error_report_steps (report_id, position, state, by, account_id, at, text)
        select ${reportId}::uuid, count(*) + 1, ${state}, ${by}, ${account_id}::uuid, ${at}::timestamptz, ${text}
        from error_report_steps where report_id = ${reportId}::uuid`.execute(inside(tx))
    },
    async newlyLate(tx, now, size) {
      const rows = await reports(tx)
        .where('r.late_at', 'is', null)
        .where((eb) =>
          eb.or([
            eb.and([eb('r.state', '=', 'submitted'), eb('r.acknowledge_by', '<', now)]),
            eb.and([eb('r.state', 'in', ['acknowledged', 'in_analysis', 'forwarded']), eb('r.answer_by', '<', now)]),
          ]),
        )
        .orderBy('r.id')
        .limit(size)
        .forUpdate()
        .skipLocked()
        .execute()
      return rows as unknown as ErrorReport[]
    },
    async markLate(tx, id, now) {
      await inside(tx).updateTable('error_reports').set({ late_at: now }).where('id', '=', id).execute()
    },
    async answeredBefore(tx, at, size) {
      const rows = await reports(tx)
        .where('r.state', 'in', ['explained', 'propagated'])
        .where('r.answered_at', '<', at)
        .orderBy('r.id')
        .limit(size)
        .forUpdate()
        .skipLocked()
        .execute()
      return rows as unknown as ErrorReport[]
    },
    async refresh(tx, personKey, pseudonyms) {
      await inside(tx)
        .updateTable('error_reports')
        .set({ pseudonyms: JSON.stringify(pseudonyms) })
        .where('person_key', '=', personKey)
        .where('state', '<>', 'closed')
        .execute()
    },
    async purge(tx, closedBefore) {
      await inside(tx)
        .deleteFrom('error_reports')
        .where('state', '=', 'closed')
        .where('answered_at', '<', closedBefore)
        .execute()
    },
  }
}
