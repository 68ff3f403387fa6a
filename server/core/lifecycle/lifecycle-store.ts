import type { Transaction } from '../ports/unit-of-work.ts'

/**
 * The yearly question whether an authorization is still needed. Open until its due date, then escalated, then lapsed:
 * a lapsed one suspends its authorization. Ended when the authorization ended first.
 */
export interface Recertification {
  readonly id: string
  readonly authorization_id: string
  readonly state: 'open' | 'escalated' | 'lapsed' | 'confirmed' | 'ended'
  readonly opened_at: string
  readonly due_at: string
  readonly lapses_at: string
  readonly confirmed_by: string | null
  readonly confirmed_at: string | null
  /** Why it is still needed, by who confirmed. */
  readonly statement: string | null
}

/** A data scope that no answered call needed for a while: a proposal to give it up. */
export interface ScopeProposal {
  readonly authorization_id: string
  readonly api: string
  readonly api_version: string
  readonly scope: string
  /** Null when it was never used. */
  readonly last_used_on: string | null
  readonly proposed_at: string
  /** Until when somebody keeps it, with a reason; then it is proposed again. */
  readonly kept_until: string | null
  readonly kept_reason: string | null
}

export type UnusedScope = Pick<ScopeProposal, 'authorization_id' | 'api' | 'api_version' | 'scope' | 'last_used_on'>

/** What ends, and when. */
export interface Ending {
  readonly id: string
  readonly ends_at: string
}

export interface OverdueDecision {
  readonly id: string
  readonly access_request_id: string
  readonly organization_id: string
  readonly deputy_account_id: string | null
  readonly due_at: string
  readonly request_reference: string
}

/** Times are ISO 8601 UTC instants. Lists answer at most `size`, in a stable order. */
export interface LifecycleStore {
  /** True once for each subject, kind and number of days. */
  claimReminder(tx: Transaction, subjectId: string, kind: string, days: number, now: string): Promise<boolean>
  /** Active authorizations that end in `[now, until)` and of which `days` was not said yet. */
  endingAuthorizations(
    tx: Transaction,
    now: string,
    until: string,
    days: number,
    size: number,
  ): Promise<readonly Ending[]>
  /** Live credentials that end in `[now, until)` and of which `days` was not said yet. */
  endingCredentials(
    tx: Transaction,
    now: string,
    until: string,
    days: number,
    size: number,
  ): Promise<readonly (Ending & { readonly organization_id: string; readonly label: string })[]>

  /** Active authorizations given or last confirmed before `before`, without a running recertification. */
  uncertified(tx: Transaction, before: string, size: number): Promise<readonly Ending[]>
  /** Replaces the one with this identifier, or adds it; false when another one is running. */
  putRecertification(tx: Transaction, recertification: Recertification): Promise<boolean>
  /** Running ones (open, escalated, lapsed) whose next step is due at `now`, or whose authorization has ended. */
  dueRecertifications(tx: Transaction, now: string, size: number): Promise<readonly Recertification[]>
  /** The running one, else the newest; locked. */
  recertificationOf(tx: Transaction, authorizationId: string): Promise<Recertification | null>

  /** Granted scopes of active authorizations older than `since` (a calendar date), neither used since nor proposed. */
  unusedScopes(tx: Transaction, since: string, now: string, size: number): Promise<readonly UnusedScope[]>
  propose(tx: Transaction, proposal: ScopeProposal): Promise<void>
  /** Proposals in force: not kept, and not used since they were made. */
  proposalsOf(tx: Transaction, authorizationId: string, now: string): Promise<readonly ScopeProposal[]>
  /** Keeps every proposal in force of an authorization. Answers how many. */
  keepScopes(
    tx: Transaction,
    authorizationId: string,
    kept: { readonly until: string; readonly by: string; readonly reason: string },
    now: string,
  ): Promise<number>

  /** Pending decisions past their due date that were not escalated; locked, those somebody else holds left out. */
  overdueDecisions(tx: Transaction, now: string, size: number): Promise<readonly OverdueDecision[]>
  markEscalated(tx: Transaction, decisionId: string, now: string): Promise<void>
}
