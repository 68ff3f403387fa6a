import type { PersonSession } from '../persons/person-session.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { CoveredApi } from './consultation.ts'
import type { ConsultationDeps } from './consultation-deps.ts'
import { coveredApis } from './covered-apis.ts'

/** What the list says and what it cannot know. */
export interface Coverage {
  /** First day of the oldest month whose records can still be found; null before the first one. */
  readonly complete_since: string | null
  readonly is_resolved: boolean
  readonly apis: readonly CoveredApi[]
  /** When somebody logged in as this person, newest first. */
  readonly logins: readonly string[]
}

const mostLogins = 10

export async function describeCoverage(
  tx: Transaction,
  deps: ConsultationDeps,
  session: PersonSession,
): Promise<Coverage> {
  const months = await deps.pseudonyms.of(tx, { scheme: 'none', value: '' })
  const oldest = months[0]?.epoch
  return {
    complete_since: oldest === undefined ? null : `${oldest}-01`,
    is_resolved: session.is_resolved,
    apis: await coveredApis(tx, deps),
    logins: await deps.personSessions.openings(tx, session.person_key, mostLogins),
  }
}
