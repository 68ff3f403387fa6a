import type { Environment } from '../environment.ts'

/** A consumer's declaration that it keeps a file on a person, in a quality, for a period. Never the identity itself. */
export interface SubjectRegistration {
  readonly id: string
  readonly environment: Environment
  /** The organization that keeps the file. */
  readonly organization_id: string
  readonly api: string
  /** Hash of the identity under the directory key. */
  readonly identity_hash: string
  /** Why the file is kept, by a code of the consumer's own list: `beneficiary`, `applicant`... */
  readonly quality: string
  /** Hash of the consumer's own file number, so that it finds the entry again; null when it gave none. */
  readonly case_hash: string | null
  /** ISO 8601 UTC instants; `valid_until` is not included. */
  readonly valid_from: string
  readonly valid_until: string
  /** Whether the organization wants to hear when a provider announces that data about the person changed. */
  readonly notify_changes: boolean
  readonly revoked_at: string | null
  readonly created_at: string
}

export type RegistrationState = 'pending' | 'active' | 'expired' | 'revoked'

export function registrationState(registration: SubjectRegistration, now: number): RegistrationState {
  if (registration.revoked_at !== null) return 'revoked'
  if (Date.parse(registration.valid_until) <= now) return 'expired'
  return Date.parse(registration.valid_from) > now ? 'pending' : 'active'
}
