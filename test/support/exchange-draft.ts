import { randomUUID } from 'node:crypto'
import type { ExchangeDraft } from '#core/audit/record-sink.ts'

/** A record as the gateway would write it. */
export function exchangeDraft(changes: Partial<ExchangeDraft> = {}): ExchangeDraft {
  return {
    at: new Date().toISOString(),
    environment: 'production',
    request_id: randomUUID(),
    application_id: randomUUID(),
    organization_id: null,
    credential_id: null,
    beneficiary_id: null,
    delegation_id: null,
    authorization_id: null,
    grant_id: null,
    api: 'quotient-familial',
    api_version: 'v3',
    operation: 'getQuotientFamilial',
    method: 'GET',
    legal_context: null,
    scopes_asked: [],
    scopes_effective: ['cnaf_quotient_familial'],
    fields: ['data.quotient_familial'],
    status: 200,
    refusal_stage: 'none',
    reason: null,
    duration_ms: 1.5,
    upstream_ms: 1,
    lease_id: null,
    is_test_person: false,
    ...changes,
  }
}
