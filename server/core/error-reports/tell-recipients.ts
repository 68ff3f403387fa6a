import type { ExchangeRecord } from '../audit/exchange-record.ts'
import { recordsAbout } from '../consultations/records-about.ts'
import type { EventActor } from '../events/event.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { ErrorReport } from './error-report.ts'
import type { ErrorReportDeps } from './error-report-deps.ts'

const pageSize = 200
/** Requests named to one body; it finds the person by any of them. */
const mostNamed = 50

/**
 * Tells every body whose calls received the datum that it was corrected (GDPR art. 19), naming its own requests. Answers
 * their names. Whoever the answer also spoke of counts too: the same datum reached the same body.
 */
export async function tellRecipients(
  tx: Transaction,
  deps: ErrorReportDeps,
  actor: EventActor,
  report: ErrorReport,
): Promise<string[]> {
  const requests = new Map<string, { readonly ids: Set<string>; count: number }>()
  for (const record of await recordsWith(tx, deps, report)) {
    for (const id of new Set([record.beneficiary_id, record.organization_id])) {
      if (id === null) continue
      const told = requests.get(id) ?? { ids: new Set<string>(), count: 0 }
      told.count += 1
      if (told.ids.size < mostNamed) told.ids.add(record.request_id)
      requests.set(id, told)
    }
  }
  for (const [organization_id, { ids, count }] of requests) {
    await deps.events.append(tx, {
      type: 'datum.corrected',
      actor,
      organization_id,
      subject_type: 'error_report',
      subject_id: report.id,
      data: { api: report.api, field: report.field, calls: count, request_ids: [...ids] },
    })
  }
  const bodies = await deps.organizations.loadMany(tx, [...requests.keys()])
  return bodies.map(({ name }) => name).sort()
}

async function recordsWith(tx: Transaction, deps: ErrorReportDeps, report: ErrorReport): Promise<ExchangeRecord[]> {
  const { role: _, ...about } = recordsAbout(deps, report)
  const filter = { ...about, api: report.api }
  const records: ExchangeRecord[] = []
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const page: Awaited<ReturnType<typeof deps.recordSearch.find>> = await deps.recordSearch.find(tx, filter, {
      after,
      size: pageSize,
    })
    records.push(...page.items.map(({ record }) => record).filter(({ fields }) => fields.includes(report.field)))
    after = page.next
  }
  return records
}
