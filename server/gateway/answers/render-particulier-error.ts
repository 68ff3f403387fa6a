import type { ApiDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { FieldError } from '#core/errors.ts'
import { type ProblemSlug, problemCatalog } from '#core/problems/catalog.ts'
import type { Refusal } from '../refusal.ts'
import { parameterOf } from '../validation/particulier-codes.ts'
import type { RenderedRefusal } from './render-problem.ts'

/**
 * Codes of the API Particulier interface, version 3: two digits of the provider (00 is the platform)
 * and three of the condition. `provider` marks those that start with the provider's digits.
 */
const codes: Partial<Readonly<Record<ProblemSlug, { readonly code: string; readonly provider?: true }>>> = {
  'invalid-token': { code: '00101' },
  'token-not-proven': { code: '00101' },
  'bound-token-required': { code: '00101' },
  'wrong-environment': { code: '00101' },
  'application-suspended': { code: '00105' },
  'scope-not-granted': { code: '00100' },
  'grant-expired': { code: '00100' },
  'grant-suspended': { code: '00100' },
  'recipient-not-granted': { code: '00100' },
  'recipient-ambiguous': { code: '00203' },
  'legal-context-not-allowed': { code: '00100' },
  'legal-context-required': { code: '00201' },
  'subject-not-registered': { code: '00100' },
  'subject-check-unavailable': { code: '00501' },
  'ip-not-allowed': { code: '00107' },
  'quota-exceeded': { code: '00429' },
  'synthetic-identity-in-production': { code: '00366' },
  'real-identity-in-sandbox': { code: '00366' },
  'invalid-request': { code: '00366' },
  'upstream-unavailable': { code: '001', provider: true },
  'upstream-timeout': { code: '002', provider: true },
  'identity-not-found': { code: '003', provider: true },
  'not-found': { code: '003', provider: true },
  'version-retired': { code: '00007' },
  'upstream-error': { code: '999', provider: true },
  'quota-undecided': { code: '00501' },
  'snapshot-stale': { code: '00501' },
  'record-failed': { code: '00501' },
  'france-connect-unavailable': { code: '00501' },
  'france-connect-not-configured': { code: '00501' },
}

/** A refusal as API Particulier's `{errors: [...]}`, one entry for each field that breaks a rule. */
export function renderParticulierError(
  refusal: Refusal,
  descriptor: ApiDescriptor,
  request: { readonly id: string; readonly portalUrl: string },
): RenderedRefusal {
  const code = codeOf(refusal, descriptor)
  const { title, remedy } = problemCatalog[refusal.problem]
  const meta = {
    provider: code.startsWith('00') ? null : descriptor.provider.toUpperCase(),
    ...(refusal.problem === 'invalid-request' ? { stage: 'control' } : {}),
    request_id: request.id,
    type: `${request.portalUrl}/problems/${refusal.problem}`,
    reason: refusal.problem.replaceAll('-', '_'),
    explain: remedy.fr,
    ...(refusal.headers['Retry-After'] ? { retry_in: Number(refusal.headers['Retry-After']) } : {}),
    ...refusal.extensions,
  }
  const sources: readonly (FieldError | null)[] = refusal.errors.length > 0 ? refusal.errors : [null]
  const errors = sources.map((error) => ({
    code,
    title: title.fr,
    detail: error?.message ?? refusal.detail,
    source: error && parameterOf(error) !== '' ? { parameter: parameterOf(error) } : null,
    meta,
  }))
  return {
    status: statusOf(refusal),
    mediaType: 'application/json; charset=utf-8',
    body: Buffer.from(JSON.stringify({ errors })),
  }
}

function codeOf(refusal: Refusal, descriptor: ApiDescriptor): string {
  if (refusal.code) return refusal.code
  const known = codes[refusal.problem]
  if (!known) return refusal.status >= 500 ? '00000' : '00366'
  return known.provider ? `${descriptor.provider_code ?? '00'}${known.code}` : known.code
}

/** Existing clients know an unavailable provider as 504. */
function statusOf(refusal: Refusal): number {
  return refusal.problem === 'upstream-unavailable' ? 504 : refusal.status
}
