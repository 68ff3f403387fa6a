import type { ExchangeRecord } from '../audit/exchange-record.ts'
import type { PackCalendar } from '../calendar/pack-calendar.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { bucketOf } from './latency-buckets.ts'
import type { AnswerCount, ScopeUse, ServiceMark, ServiceStore } from './service-store.ts'
import type { TimeClassOf } from './time-class.ts'

export interface RecordObserverDeps {
  readonly service: Pick<ServiceStore, 'mark' | 'addAnswers' | 'touchScopes'>
  readonly calendar: Pick<PackCalendar, 'dateAt'>
  readonly timeClassOf: TimeClassOf
}

/** Tells what shipped records say about service levels and the use of rights, in the transaction that takes them. */
export type RecordObserver = (tx: Transaction, records: readonly ExchangeRecord[]) => Promise<void>

const minuteMs = 60_000

function isAnswered({ status, refusal_stage }: ExchangeRecord): boolean {
  return refusal_stage === 'none' && ((status >= 200 && status < 300) || status === 404)
}

/** The provider did not answer, or broke its contract. */
function isFailed({ status, refusal_stage }: ExchangeRecord): boolean {
  return status >= 500 && (refusal_stage === 'forward' || refusal_stage === 'project' || refusal_stage === 'none')
}

/** Production alone counts, and no call about a reserved test person. */
export function createRecordObserver({ service, calendar, timeClassOf }: RecordObserverDeps): RecordObserver {
  return async (tx, records) => {
    const marks = new Map<string, ServiceMark>()
    const counts = new Map<string, AnswerCount>()
    const uses = new Map<string, ScopeUse>()
    for (const record of records) {
      const { api, api_version, authorization_id } = record
      if (record.environment !== 'production' || record.is_test_person || api === null || api_version === null) continue
      const at = Date.parse(record.at)
      const answered = isAnswered(record)
      if (!answered && !isFailed(record)) continue
      const mark = (target: string, sign: ServiceMark['sign']) =>
        marks.set(`${target} ${sign} ${Math.floor(at / minuteMs)}`, { target, at, sign })
      mark(`api:${api}/${api_version}`, answered ? 'answered' : 'failed')
      mark('platform', 'answered')
      if (!answered) continue
      const day = calendar.dateAt(at)
      const key = { day, time_class: timeClassOf(at), api, api_version, bucket: bucketOf(record.duration_ms) }
      const id = Object.values(key).join(' ')
      counts.set(id, { ...key, answers: (counts.get(id)?.answers ?? 0) + 1 })
      if (authorization_id === null) continue
      for (const scope of record.scopes_effective) {
        const use = { authorization_id, api, api_version, scope }
        const id = Object.values(use).join(' ')
        if ((uses.get(id)?.last_used_on ?? '') < day) uses.set(id, { ...use, last_used_on: day })
      }
    }
    await service.mark(tx, [...marks.values()])
    await service.addAnswers(tx, [...counts.values()])
    await service.touchScopes(tx, [...uses.values()])
  }
}
