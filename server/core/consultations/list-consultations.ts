import type { Page, PageRequest } from '../page.ts'
import type { PersonSession } from '../persons/person-session.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Consultation } from './consultation.ts'
import type { ConsultationDeps } from './consultation-deps.ts'
import { describeConsultations } from './describe-consultations.ts'
import { findWithheld } from './find-withheld.ts'
import { recordsAbout } from './records-about.ts'

/** Who asked for the person's data, newest first. Each page read is an act of the audit log, which does not say whose. */
export async function listConsultations(
  tx: Transaction,
  deps: ConsultationDeps,
  session: PersonSession,
  page: PageRequest,
): Promise<Page<Consultation>> {
  const found = await deps.recordSearch.find(tx, recordsAbout(deps, session), page)
  const isWithheld = await findWithheld(
    tx,
    deps,
    session,
    found.items.map(({ record }) => record),
  )
  const items = await describeConsultations(tx, deps, found.items, isWithheld)
  await deps.events.append(tx, {
    type: 'person_session.consultations_read',
    actor: { kind: 'person', id: null },
    organization_id: null,
    subject_type: 'person_session',
    subject_id: session.id,
    data: { records: items.length },
  })
  return { items, next: found.next }
}
