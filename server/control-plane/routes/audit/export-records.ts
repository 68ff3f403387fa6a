import { askedRecords } from '#core/audit/search/asked-records.ts'
import { exportRecords } from '#core/audit/search/export-records.ts'
import { actorOfEvent } from '#core/events/actor-of-event.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'

/** Beyond, the count says only that there are more: counting on would cost what reading costs. */
const countedAtMost = 1_000_000

export const operation = defineOperation('exportRecords', async ({ actor, query }, deps) => {
  authorize(actor, 'audit.read')
  const { format = 'jsonl' } = query
  const filter = askedRecords(query, deps.calendar, deps.clock.now())
  const count = await deps.unitOfWork.transaction(async (tx) => {
    const found = await deps.recordSearch.count(tx, filter, countedAtMost)
    await deps.events.append(tx, {
      type: 'audit.exported',
      actor: actorOfEvent(actor),
      organization_id: null,
      subject_type: 'audit',
      subject_id: 'records',
      data: { ...filter, format, records: found },
    })
    return found
  })
  const days = `${filter.from.slice(0, 10)}-${filter.until.slice(0, 10)}`
  return {
    status: 200,
    headers: {
      'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson',
      'Content-Disposition': `attachment; filename="octroi-records-${days}.${format}"`,
      'Octroi-Record-Count': String(count),
    },
    stream: exportRecords(deps, filter, format),
  }
})
