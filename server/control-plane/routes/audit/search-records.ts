import { askedRecords } from '#core/audit/search/asked-records.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentRecord } from './present-record.ts'

export const operation = defineOperation('searchRecords', async ({ actor, query }, deps) => {
  authorize(actor, 'audit.read')
  const page = pageOf(query, 'text')
  const filter = askedRecords(query, deps.calendar, deps.clock.now())
  const found = await deps.unitOfWork.read((tx) => deps.recordSearch.find(tx, filter, page))
  return { status: 200, body: renderPage(found, presentRecord) }
})
