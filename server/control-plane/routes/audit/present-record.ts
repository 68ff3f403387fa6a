import { lineHash } from '#core/audit/chain-line.ts'
import { formatReceipt } from '#core/audit/receipt.ts'
import type { FoundRecord } from '#core/audit/search/record-search.ts'

/** A record for an auditor, with the receipt that opens its proof. No pseudonym: people are searched in another way. */
export function presentRecord({ record, line }: FoundRecord) {
  return {
    at: record.at,
    environment: record.environment,
    request_id: record.request_id,
    application_id: record.application_id,
    organization_id: record.organization_id,
    beneficiary_id: record.beneficiary_id,
    delegation_id: record.delegation_id,
    authorization_id: record.authorization_id,
    grant_id: record.grant_id,
    api: record.api,
    api_version: record.api_version,
    operation: record.operation,
    method: record.method,
    legal_context: record.legal_context,
    scopes_asked: record.scopes_asked,
    scopes_effective: record.scopes_effective,
    fields: record.fields,
    status: record.status,
    refusal_stage: record.refusal_stage,
    reason: record.reason,
    duration_ms: record.duration_ms,
    upstream_ms: record.upstream_ms,
    is_test_person: record.is_test_person,
    gateway: record.gateway,
    chain: record.chain,
    seq: record.seq,
    receipt: formatReceipt({ ...record, hash: lineHash(line) }),
  }
}
