import type { LegalContext } from '../grants/grant.ts'

export type AccessRequestState =
  | 'draft'
  | 'submitted'
  | 'changes_requested'
  | 'approved'
  | 'refused'
  | 'suspended'
  | 'revoked'
  | 'expired'
  | 'archived'

export interface Contact {
  readonly role: 'business' | 'technical' | 'data_protection'
  readonly name: string
  readonly email: string
  readonly phone: string | null
}

/** What the requester writes. Its hash binds every approval: an edit after a vote voids the vote. */
export interface AccessRequestContent {
  readonly title: string
  readonly purpose: string
  readonly legal_basis: string
  /** Link to or reference of the text (deliberation, convention) beside the legal basis. */
  readonly legal_text: string
  readonly legal_contexts: readonly LegalContext[]
  readonly apis: readonly { readonly api: string; readonly version: string; readonly scopes: readonly string[] }[]
  readonly recipients_of_data: string
  readonly retention_months: number
  readonly retention_justification: string | null
  readonly expected_calls_per_day: number
  readonly production_date: string | null
  /** ISO date at which the authorization ends. */
  readonly end_date: string | null
  readonly contacts: readonly Contact[]
}

/** What a draft holds so far: submission names what is missing. */
export type DraftContent = Partial<AccessRequestContent>

/** Mutable, with a state and a history. The authorization it led to is immutable. */
export interface AccessRequest {
  readonly id: string
  /** `D` and a number, for people. */
  readonly reference: string
  /** Who asks: the consumer, or an editor with a delegation. */
  readonly organization_id: string
  readonly application_id: string
  /** For whom: the authorization will belong to it. */
  readonly beneficiary_id: string
  readonly use_case: string | null
  readonly state: AccessRequestState
  /** Complete from submission on. */
  readonly content: DraftContent
  readonly content_hash: string
  /** The running authorization while a reopened request is edited or reviewed again. */
  readonly reopened_from: string | null
  /** Accounts that wrote or submitted it: none of them decides about it. */
  readonly authors: readonly string[]
  readonly submitted_at: string | null
  readonly version: number
  readonly created_at: string
}

export type Verdict = 'approve' | 'refuse' | 'request_changes'

/** Who decided: a person, or a signed use-case policy and its version. */
export type DecidedBy =
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'policy'; readonly id: string; readonly version: number }

/** One decider's answer within a request: each provider touched, and the operator. */
export interface ProviderDecision {
  readonly id: string
  readonly access_request_id: string
  /** The organization that decides. */
  readonly organization_id: string
  readonly power: 'provider' | 'operator'
  readonly state: 'pending' | 'approved' | 'refused' | 'changes_requested'
  /** Data scopes it opens, by `api@version`; a subset of what was asked. Empty until approved. */
  readonly scopes: Readonly<Record<string, readonly string[]>>
  readonly conditions: string | null
  readonly motive: string | null
  readonly remedy: string | null
  readonly decided_by: DecidedBy | null
  readonly decided_at: string | null
  /** Distinct people who must approve the same content: 2 where an API is sensitive. */
  readonly required_votes: number
  readonly due_at: string
  readonly deputy_account_id: string | null
  readonly escalated_at: string | null
  readonly version: number
}

export interface Vote {
  readonly id: string
  readonly decision_id: string
  readonly account_id: string
  readonly verdict: Verdict
  /** Data scopes an approval opens, by `api@version`; null for the other verdicts and the operator. */
  readonly scopes: Readonly<Record<string, readonly string[]>> | null
  readonly conditions: string | null
  readonly motive: string | null
  readonly remedy: string | null
  readonly content_hash: string
  readonly voided_at: string | null
  readonly created_at: string
}

/** One message of the conversation between requester and deciders. */
export interface Message {
  readonly id: string
  readonly access_request_id: string
  readonly account_id: string
  readonly organization_id: string
  readonly text: string
  /** The field of the content it is a remark about; null for a plain message. */
  readonly field: keyof AccessRequestContent | null
  /** When its authors said that a remark is settled. */
  readonly resolved_at: string | null
  readonly created_at: string
}
