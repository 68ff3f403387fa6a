import type { FieldError } from '../errors.ts'
import { InvalidInput, Unprocessable } from '../errors.ts'
import type { ProviderDecision, Verdict } from './access-request.ts'
import type { ScopesByApi } from './asked-scopes.ts'

/** What a reviewer sends. */
export interface Ballot {
  readonly verdict: Verdict
  /** Hash of the content the reviewer read. */
  readonly content_hash: string
  readonly scopes?: ScopesByApi | undefined
  readonly conditions?: string | undefined
  readonly motive?: string | undefined
  readonly remedy?: string | undefined
}

/**
 * Checks a ballot on its own and answers the scopes it opens: null for the operator and for a verdict
 * that opens nothing. A refusal without motive and remedy helps nobody, so both are needed.
 * @throws InvalidInput naming each field; Unprocessable `scope-forbidden` naming each scope.
 */
export function checkBallot(
  ballot: Ballot,
  power: ProviderDecision['power'],
  asked: ScopesByApi,
  forbidden: readonly string[],
): ScopesByApi | null {
  const errors: FieldError[] = []
  if (ballot.verdict !== 'approve' && isBlank(ballot.motive)) errors.push(required('/motive'))
  if (ballot.verdict === 'refuse' && isBlank(ballot.remedy)) errors.push(required('/remedy'))
  const opens = ballot.verdict === 'approve' && power === 'provider'
  if (!opens && ballot.scopes !== undefined) {
    errors.push({ field: '/scopes', rule: 'absent', message: 'Only a provider that approves opens scopes.' })
  }
  const scopes = opens ? openedScopes(ballot.scopes ?? asked) : null
  if (scopes !== null) errors.push(...outsideAsked(scopes, asked))
  if (errors.length > 0) throw new InvalidInput({ problem: 'invalid-request', errors })
  if (scopes !== null) checkForbidden(scopes, forbidden)
  return scopes
}

function openedScopes(scopes: ScopesByApi): ScopesByApi {
  return Object.fromEntries(Object.entries(scopes).filter(([, names]) => names.length > 0))
}

function outsideAsked(scopes: ScopesByApi, asked: ScopesByApi): FieldError[] {
  const entries = Object.entries(scopes)
  if (entries.length === 0) {
    return [{ field: '/scopes', rule: 'not-empty', message: 'An approval opens at least one scope; refuse otherwise.' }]
  }
  return entries.flatMap(([api, names]) => {
    const allowed = Object.hasOwn(asked, api) ? (asked[api] ?? []) : []
    return names
      .filter((name) => !allowed.includes(name))
      .map((name) => ({
        field: `/scopes/${api}`,
        rule: 'asked',
        message: `${name} was not asked of this provider on ${api}.`,
      }))
  })
}

function checkForbidden(scopes: ScopesByApi, forbidden: readonly string[]): void {
  const refused = Object.entries(scopes).flatMap(([api, names]) =>
    names
      .filter((name) => forbidden.includes(name))
      .map((name) => ({
        field: `/scopes/${api}`,
        rule: 'forbidden',
        message: `${name} is excluded from this use case.`,
      })),
  )
  if (refused.length > 0) throw new Unprocessable({ problem: 'scope-forbidden', errors: refused })
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === ''
}

function required(field: string): FieldError {
  return { field, rule: 'required', message: `${field.slice(1)} is needed with this verdict.` }
}
