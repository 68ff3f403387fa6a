import type { VerificationMethod } from '../organizations/organization.ts'

/** An application that a beneficiary may entrust its authorization to, as the directory shows it. */
export interface EditorApplication {
  readonly application_id: string
  readonly application_name: string
  readonly description: string
  readonly editor_id: string
  readonly editor_name: string
  readonly editor_verification: VerificationMethod
}
