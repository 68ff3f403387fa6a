import type { VerificationMethod } from '../organizations/organization.ts'
import type { Review } from './review.ts'

/** A review with the names people read, and who owns the APIs asked for. */
export interface Dossier extends Review {
  readonly organization_name: string
  readonly organization_verification: VerificationMethod
  readonly application_name: string
  readonly beneficiary_name: string
  readonly beneficiary_verification: VerificationMethod
  /** Names of the deciding organizations, by id. */
  readonly deciders: ReadonlyMap<string, string>
  /** The newest authorization it led to, or null. */
  readonly authorization_id: string | null
}
