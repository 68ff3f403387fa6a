import type { Environment } from '../environment.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { RegistrationState, SubjectRegistration } from './subject-registration.ts'

export interface RegistrationFilter {
  readonly environment: Environment | null
  readonly api: string | null
  readonly state: RegistrationState | null
  readonly case_hash: string | null
  readonly identity_hash: string | null
}

/** One question of a gateway: does this organization keep a file on this person that opens this API? */
export interface RegistrationQuestion {
  readonly environment: Environment
  readonly organization_id: string
  readonly api: string
  readonly identity_hash: string
}

/** The directory of data subjects, and of who wants to hear of changes. */
export interface SubjectRegistrationStore {
  insert(tx: Transaction, registrations: readonly SubjectRegistration[]): Promise<void>
  find(tx: Transaction, id: string): Promise<SubjectRegistration | null>
  /** Newest first. `now` decides states. */
  list(
    tx: Transaction,
    organizationId: string,
    filter: RegistrationFilter,
    now: string,
    page: PageRequest,
  ): Promise<Page<SubjectRegistration>>
  revoke(tx: Transaction, id: string, at: string): Promise<void>
  /** End of the longest registration that is active at `now`; null when none is. */
  liveUntil(tx: Transaction, question: RegistrationQuestion, now: string): Promise<string | null>
  /** Active registrations on a person for an API whose organizations want to hear of changes. */
  subscribed(
    tx: Transaction,
    question: Omit<RegistrationQuestion, 'organization_id'>,
    now: string,
  ): Promise<SubjectRegistration[]>
  /** How many organizations hold live registrations for an API, and how many there are: for its provider. */
  count(tx: Transaction, api: string, now: string): Promise<RegistrationCount[]>
  /** Forgets entries that ended before the instant. */
  purge(tx: Transaction, endedBefore: string): Promise<number>
}

export interface RegistrationCount {
  readonly environment: Environment
  readonly organization_id: string
  readonly organization_name: string
  readonly quality: string
  readonly active: number
}
