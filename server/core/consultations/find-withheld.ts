import type { ExchangeRecord } from '../audit/exchange-record.ts'
import type { PersonSession } from '../persons/person-session.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { ConsultationDeps } from './consultation-deps.ts'
import { recordsAbout } from './records-about.ts'

const most = 200

/**
 * Which of these records keep back who asked and where. One list must not tell where somebody lives who is protected: not
 * the person's own (somebody else may have made them log in), nor that of a relative whom the same exchange was about.
 */
export async function findWithheld(
  tx: Transaction,
  deps: ConsultationDeps,
  session: PersonSession,
  records: readonly ExchangeRecord[],
): Promise<(record: ExchangeRecord) => boolean> {
  if (session.is_protected) return () => true
  const own = new Set(session.pseudonyms)
  const others = new Set(records.flatMap((record) => othersOf(record, own)))
  const shielded = await protectedAmong(tx, deps, [...others])
  return (record) =>
    record.signals?.includes('protected_person') === true || othersOf(record, own).some((one) => shielded.has(one))
}

function othersOf(record: ExchangeRecord, own: ReadonlySet<string>): string[] {
  return (record.subjects ?? []).map(({ pseudonym }) => pseudonym).filter((one) => !own.has(one))
}

/** Those who were searched for once as protected persons, in the same month: there they bear the same pseudonym. */
async function protectedAmong(
  tx: Transaction,
  deps: ConsultationDeps,
  pseudonyms: readonly string[],
): Promise<ReadonlySet<string>> {
  if (pseudonyms.length === 0) return new Set()
  const filter = { ...recordsAbout(deps, { pseudonyms }), outcome: null, signal: 'protected_person' } as const
  const { items } = await deps.recordSearch.find(tx, filter, { after: null, size: most })
  const searched = items.flatMap(({ record }) => (record.subjects ?? []).filter(({ role }) => role === 'searched'))
  return new Set(searched.map(({ pseudonym }) => pseudonym))
}
