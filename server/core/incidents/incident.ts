import type { LocaleMap } from '../locale/locale-map.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { ServiceTarget } from '../service-levels/service-store.ts'

export type IncidentStage = 'investigating' | 'identified' | 'monitoring' | 'resolved'
export type IncidentSeverity = 'degraded' | 'outage'

/** What was said of an incident at one moment. */
export interface IncidentUpdate {
  readonly id: string
  readonly incident_id: string
  readonly stage: IncidentStage
  readonly text: LocaleMap
  readonly at: string
}

/** Something that everybody who calls should know of. It says what was seen; availability is measured apart from it. */
export interface Incident {
  readonly id: string
  readonly target: ServiceTarget
  /** Who opened it. */
  readonly organization_id: string
  readonly severity: IncidentSeverity
  readonly title: LocaleMap
  readonly opened_at: string
  /** Null while it goes on. */
  readonly closed_at: string | null
}

/** An incident with its updates, newest first. */
export interface ToldIncident extends Incident {
  readonly updates: readonly IncidentUpdate[]
}

export interface IncidentStore {
  insert(tx: Transaction, incident: Incident): Promise<void>
  load(tx: Transaction, id: string, lock?: 'lock'): Promise<Incident | null>
  /** Adds what is said now; `closedAt` ends the incident. */
  addUpdate(tx: Transaction, update: IncidentUpdate, closedAt: string | null): Promise<void>
  updatesOf(tx: Transaction, incidentId: string): Promise<readonly IncidentUpdate[]>
  /** Open ones, closed ones or (null) both, newest first. */
  list(tx: Transaction, isOpen: boolean | null, page: PageRequest): Promise<Page<ToldIncident>>
}
