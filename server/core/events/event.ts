import type { Transaction } from '../ports/unit-of-work.ts'

/** Who did it. A policy decides under its id and version; the system by itself (expiry). */
export interface EventActor {
  readonly kind: 'person' | 'machine' | 'policy' | 'system'
  /** Account id for people and machines, else null. */
  readonly id: string | null
}

/** An administrative act: what happened, who did it, whom it concerns. Never personal social data, never a secret. */
export interface AdministrativeEvent {
  /** Dotted past-tense name: `access_request.submitted`, `credential.revoked`. */
  readonly type: string
  readonly actor: EventActor
  /** The organization in whose history it is read; null for the platform alone. */
  readonly organization_id: string | null
  readonly subject_type: string
  readonly subject_id: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface EventStore {
  /** Appends in the transaction of the act itself: an act without its event, or the reverse, cannot exist. */
  append(tx: Transaction, event: AdministrativeEvent): Promise<void>
}
