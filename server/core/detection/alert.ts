import type { Environment } from '../environment.ts'

/**
 * `agent_volume`: one agent asks far more than a person can handle. `sequential_identities`: an application walks
 * through identities. `protected_person`: somebody whose every consultation is looked at. `threshold_probing`: the same
 * person is asked about again and again with other questions, as one does to find a figure that is not given.
 */
export const alertKinds = ['agent_volume', 'sequential_identities', 'protected_person', 'threshold_probing'] as const
export type AlertKind = (typeof alertKinds)[number]

/** What records of one day and one application have in common. Counts and times; never who was asked about. */
export interface Suspicion {
  readonly kind: AlertKind
  /** The same for what is the same suspicion: seen again, it is no second alert. */
  readonly fingerprint: string
  readonly environment: Environment
  readonly application_id: string
  readonly organization_id: string | null
  readonly beneficiary_id: string | null
  readonly api: string
  readonly facts: Readonly<Record<string, number | string>>
  readonly first_at: string
  readonly last_at: string
}

export interface Alert extends Suspicion {
  readonly id: string
  readonly application_name: string
  readonly organization_name: string | null
  readonly state: 'open' | 'closed'
  readonly closed_at: string | null
  readonly conclusion: string | null
}

/** From how much on something is suspicious. A month of ordinary traffic raises none; a test holds them to it. */
export interface AlertLimits {
  /** Calls of one agent in a day. */
  readonly agentCalls: number
  /** Different questions about one person to one operation in a day. */
  readonly questions: number
  /** Calls about one person to one operation in a day. */
  readonly calls: number
}

export const defaultAlertLimits: AlertLimits = { agentCalls: 400, questions: 6, calls: 15 }
