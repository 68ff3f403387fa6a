import type { ExchangeStore } from '#core/audit/exchange-store.ts'
import { inside } from './unit-of-work.ts'

/** Rows of one INSERT: 25 columns each, under the 65 535 parameters of a statement. */
const rowsPerInsert = 500

/** Shipped exchange records in SQL: the exact line, and beside it the columns that usage and the request log read. */
export function createExchangeStore(): ExchangeStore {
  return {
    async lockChain(tx, gateway, chain) {
      await inside(tx)
        .insertInto('exchange_chains')
        .values({ gateway, chain, next_seq: 1, head: '' })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const row = await inside(tx)
        .selectFrom('exchange_chains')
        .select(['next_seq', 'head'])
        .where('gateway', '=', gateway)
        .where('chain', '=', chain)
        .forUpdate()
        .executeTakeFirstOrThrow()
      return { next_seq: row.next_seq, head: row.head === '' ? null : row.head }
    },

    async append(tx, lines, head) {
      const last = lines.at(-1)?.record
      if (last === undefined) return
      for (let start = 0; start < lines.length; start += rowsPerInsert) {
        const rows = lines.slice(start, start + rowsPerInsert).map(({ line, record }) => ({
          gateway: record.gateway,
          chain: record.chain,
          seq: record.seq,
          line,
          at: record.at,
          environment: record.environment,
          request_id: record.request_id,
          application_id: record.application_id,
          organization_id: record.organization_id,
          beneficiary_id: record.beneficiary_id,
          authorization_id: record.authorization_id,
          grant_id: record.grant_id,
          credential_id: record.credential_id,
          api: record.api,
          api_version: record.api_version,
          operation: record.operation,
          status: record.status,
          refusal_stage: record.refusal_stage,
          duration_ms: record.duration_ms,
          is_test_person: record.is_test_person,
          part: record.part ?? null,
          agent_hash: record.agent_hash ?? null,
          question_hash: record.question_hash ?? null,
          subjects: record.subjects === undefined ? null : JSON.stringify(record.subjects),
          signals: record.signals === undefined ? null : JSON.stringify(record.signals),
        }))
        await inside(tx).insertInto('exchanges').values(rows).execute()
      }
      await inside(tx)
        .updateTable('exchange_chains')
        .set({ next_seq: last.seq + 1, head })
        .where('gateway', '=', last.gateway)
        .where('chain', '=', last.chain)
        .execute()
    },
  }
}
