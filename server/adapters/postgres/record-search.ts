import { type SqlBool, sql } from 'kysely'
import type { ExchangeRecord } from '#core/audit/exchange-record.ts'
import type { RecordFilter, RecordSearch } from '#core/audit/search/record-search.ts'
import { toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { parsePlace, writePlace } from '#core/usage/exchange-place.ts'
import { inside } from './unit-of-work.ts'

/** Searches by the columns beside the lines; `audit verify` compares those columns with the lines. */
export function createRecordSearch(): RecordSearch {
  return {
    async find(tx, filter, page) {
      let query = narrowed(tx, filter)
      if (page.after !== null) {
        const [at, gateway, chain, seq] = parsePlace(page.after)
        query = query.where(
          sql<SqlBool>`(e.at, e.gateway, e.chain, e.seq) < (${at}::timestamptz, ${gateway}, ${chain}, ${seq})`,
        )
      }
      const rows = await query
        .select(['e.line', 'e.at', 'e.gateway', 'e.chain', 'e.seq'])
        .orderBy('e.at', 'desc')
        .orderBy('e.gateway', 'desc')
        .orderBy('e.chain', 'desc')
        .orderBy('e.seq', 'desc')
        .limit(page.size + 1)
        .execute()
      const { items, next } = toPage(rows, page.size, (row) => writePlace([row.at, row.gateway, row.chain, row.seq]))
      return { items: items.map(({ line }) => ({ line, record: JSON.parse(line) as ExchangeRecord })), next }
    },

    async count(tx, filter, atMost) {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from (${narrowed(tx, filter).select('e.seq').limit(atMost)}) as found`.execute(
        inside(tx),
      )
      return rows[0]?.n ?? 0
    },
  }
}

function narrowed(tx: Transaction, filter: RecordFilter) {
  let query = inside(tx).selectFrom('exchanges as e').where('e.at', '>=', filter.from).where('e.at', '<', filter.until)
  if (filter.authorization_id !== null) query = query.where('e.authorization_id', '=', filter.authorization_id)
  if (filter.application_id !== null) query = query.where('e.application_id', '=', filter.application_id)
  if (filter.api !== null) query = query.where('e.api', '=', filter.api)
  if (filter.environment !== null) query = query.where('e.environment', '=', filter.environment)
  if (filter.request_id !== undefined) query = query.where('e.request_id', '=', filter.request_id)
  if (filter.signal !== undefined) {
    query = query.where(sql<SqlBool>`e.signals @> ${JSON.stringify([filter.signal])}::jsonb`)
  }
  if (filter.pseudonyms !== undefined) {
    const { pseudonyms, role } = filter
    if (pseudonyms.length === 0) query = query.where(sql<SqlBool>`false`)
    else
      query = query.where((eb) =>
        eb.or(
          pseudonyms.map(
            (one) =>
              sql<SqlBool>`e.subjects @> ${JSON.stringify([role === undefined ? { pseudonym: one } : { pseudonym: one, role }])}::jsonb`,
          ),
        ),
      )
  }
  if (filter.provider !== null) {
    query = query.where(
      sql<SqlBool>`(e.api, e.api_version) in (select a.api, a.version from apis a
        join organizations o on o.id = a.provider_organization_id where o.slug = ${filter.provider})`,
    )
  }
  switch (filter.outcome) {
    case 'answered':
      return query.where(sql<SqlBool>`(e.status between 200 and 299 or (e.status = 404 and e.refusal_stage = 'none'))`)
    case 'refused':
      return query.where(
        sql<SqlBool>`e.status between 400 and 499 and not (e.status = 404 and e.refusal_stage = 'none')`,
      )
    case 'failed':
      return query.where('e.status', '>=', 500)
    case null:
      return query
  }
}
