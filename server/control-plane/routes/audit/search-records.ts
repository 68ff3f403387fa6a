import { lineHash } from '#core/audit/chain-line.ts'
import { formatReceipt } from '#core/audit/receipt.ts'
import { askedRecords } from '#core/audit/search/asked-records.ts'
import type { FoundRecord } from '#core/audit/search/record-search.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'

/** The record, and the receipt that opens its proof. */
function present({ record, line }: FoundRecord) {
  const {
    format_version: _version,
    previous: _previous,
    lease_id: _lease,
    credential_id: _credential,
    ...rest
  } = record
  return { ...rest, receipt: formatReceipt({ ...record, hash: lineHash(line) }) }
}

export const operation = defineOperation('searchRecords', async ({ actor, query }, deps) => {
  authorize(actor, 'audit.read')
  const page = pageOf(query, 'text')
  const filter = askedRecords(query, deps.calendar, deps.clock.now())
  const found = await deps.unitOfWork.read((tx) => deps.recordSearch.find(tx, filter, page))
  return { status: 200, body: renderPage(found, present) }
})
