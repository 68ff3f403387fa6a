import type { ApiDescriptor } from '../catalog/operation-descriptor.ts'
import type { FieldError } from '../errors.ts'
import { Unprocessable } from '../errors.ts'
import type { UseCasePolicy } from '../policies/use-case-policy.ts'
import type { LegalBasis } from '../ports/country-pack.ts'
import type { AccessRequestContent, DraftContent } from './access-request.ts'
import { apiKey } from './asked-scopes.ts'

/** What the platform knows when a request is submitted. */
export interface SubmissionFacts {
  /** ISO calendar date in the pack's zone. */
  readonly today: string
  readonly legalBases: readonly LegalBasis[]
  readonly policy: UseCasePolicy | null
  /** APIs that may be asked for, by `api@version`. */
  readonly apis: ReadonlyMap<string, ApiDescriptor>
}

/** Longest retention, in months, that needs no justification (the French simplified-procedure threshold). */
const retentionWithoutJustification = 36

/** An end further away is no end; the request may leave it open instead. */
const longestYears = 30

/**
 * The content as complete, or every field that keeps it from being so.
 * @throws Unprocessable `incomplete-request` naming each field, or `scope-forbidden` naming each scope.
 */
export function checkSubmission(content: DraftContent, facts: SubmissionFacts): AccessRequestContent {
  const errors = [
    ...checkTexts(content),
    ...checkLegalBasis(content, facts),
    ...checkContexts(content, facts),
    ...checkApis(content, facts),
    ...checkNumbers(content),
    ...checkDates(content, facts.today),
    ...checkContacts(content),
  ]
  const forbidden = forbiddenScopes(content, facts.policy)
  if (forbidden.length > 0) throw new Unprocessable({ problem: 'scope-forbidden', errors: forbidden })
  if (errors.length > 0) throw new Unprocessable({ problem: 'incomplete-request', errors })
  return { retention_justification: null, production_date: null, end_date: null, ...content } as AccessRequestContent
}

/** Scopes of the content that the use case excludes, each as an error. */
export function forbiddenScopes(content: DraftContent, policy: UseCasePolicy | null): FieldError[] {
  return (content.apis ?? []).flatMap((item, index) =>
    item.scopes
      .filter((scope) => policy?.scopes.forbidden.includes(scope))
      .map((scope) =>
        broken(`/content/apis/${index}/scopes`, 'forbidden', `${scope} is excluded from the use case ${policy?.id}.`),
      ),
  )
}

function checkTexts(content: DraftContent): FieldError[] {
  const names = ['title', 'purpose', 'legal_basis', 'legal_text', 'recipients_of_data'] as const
  return names
    .filter((name) => isBlank(content[name]))
    .map((name) => broken(`/content/${name}`, 'required', `${name} is needed for review.`))
}

function checkLegalBasis(content: DraftContent, facts: SubmissionFacts): FieldError[] {
  const basis = content.legal_basis
  if (basis === undefined || isBlank(basis)) return []
  const field = '/content/legal_basis'
  if (!facts.legalBases.some((known) => known.id === basis)) {
    return [broken(field, 'known', `${basis} is not a legal basis this platform knows.`)]
  }
  if (facts.policy !== null) {
    const isCited = facts.policy.legal_bases.includes(basis)
    return isCited ? [] : [broken(field, 'use-case', `The use case ${facts.policy.id} does not rest on ${basis}.`)]
  }
  return (content.apis ?? []).flatMap((item) => {
    const accepted = facts.apis.get(apiKey(item))?.legal_bases ?? []
    if (accepted.length === 0 || accepted.some((known) => known.id === basis)) return []
    return [broken(field, 'accepted', `${apiKey(item)} is not opened on ${basis}.`)]
  })
}

function checkContexts(content: DraftContent, facts: SubmissionFacts): FieldError[] {
  const field = '/content/legal_contexts'
  const codes = (content.legal_contexts ?? []).map((context) => context.code)
  if (codes.length === 0)
    return [broken(field, 'required', 'State the purpose of calls as at least one legal context.')]
  if (new Set(codes).size < codes.length) return [broken(field, 'unique', 'Each legal context is stated once.')]
  const offered = (facts.policy?.legal_contexts ?? []).map((context) => context.code)
  if (offered.length === 0) return []
  return codes
    .filter((code) => !offered.includes(code))
    .map((code) => broken(field, 'use-case', `${code} is not a context of the use case ${facts.policy?.id}.`))
}

function checkApis(content: DraftContent, facts: SubmissionFacts): FieldError[] {
  const apis = content.apis ?? []
  if (apis.length === 0) return [broken('/content/apis', 'required', 'Ask for at least one API.')]
  const keys = apis.map(apiKey)
  if (new Set(keys).size < keys.length)
    return [broken('/content/apis', 'unique', 'Each API version is asked for once.')]
  return apis.flatMap((item, index) => {
    const field = `/content/apis/${index}`
    const descriptor = facts.apis.get(apiKey(item))
    if (descriptor === undefined) return [broken(field, 'published', `${apiKey(item)} is not open to requests.`)]
    if (item.scopes.length === 0) return [broken(`${field}/scopes`, 'required', 'Ask for at least one data scope.')]
    return item.scopes
      .filter((name) => !descriptor.scopes.some((scope) => scope.name === name))
      .map((name) => broken(`${field}/scopes`, 'known', `${apiKey(item)} has no data scope ${name}.`))
  })
}

function checkNumbers(content: DraftContent): FieldError[] {
  const errors: FieldError[] = []
  const { retention_months: months, expected_calls_per_day: calls } = content
  if (months === undefined) {
    errors.push(broken('/content/retention_months', 'required', 'Say how many months the data is kept.'))
  } else if (months > retentionWithoutJustification && isBlank(content.retention_justification)) {
    const message = `More than ${retentionWithoutJustification} months needs a justification.`
    errors.push(broken('/content/retention_justification', 'required', message))
  }
  if (calls === undefined || calls < 1) {
    errors.push(broken('/content/expected_calls_per_day', 'required', 'Estimate the calls per day, at least 1.'))
  }
  return errors
}

function checkDates(content: DraftContent, today: string): FieldError[] {
  const { end_date: end, production_date: start } = content
  if (end === undefined || end === null) return []
  if (end <= today) return [broken('/content/end_date', 'future', 'The end date is in the future.')]
  if (Number(end.slice(0, 4)) > Number(today.slice(0, 4)) + longestYears) {
    return [broken('/content/end_date', 'span', `An authorization ends within ${longestYears} years.`)]
  }
  if (start && end < start) return [broken('/content/end_date', 'order', 'The end date follows the production date.')]
  return []
}

function checkContacts(content: DraftContent): FieldError[] {
  const hasOfficer = (content.contacts ?? []).some((contact) => contact.role === 'data_protection')
  return hasOfficer ? [] : [broken('/content/contacts', 'data-protection', 'Name a data protection contact.')]
}

function broken(field: string, rule: string, message: string): FieldError {
  return { field, rule, message }
}

function isBlank(text: string | null | undefined): boolean {
  return text === undefined || text === null || text.trim() === ''
}
