import { hash } from 'node:crypto'
import type { ExchangeRecord } from './exchange-record.ts'
import type { ExchangeDraft } from './record-sink.ts'

/** `previous` of the first record of a gateway that never had a chain. */
export const noHead = '0'.repeat(64)

/** Hex SHA-256 of a line's exact bytes, without the newline. */
export function lineHash(line: string): string {
  return hash('sha256', line, 'hex')
}

/** The line of a record: its JSON, members in the order of `ExchangeRecord`. */
export function chainLine(
  place: Pick<ExchangeRecord, 'gateway' | 'chain' | 'seq' | 'previous'>,
  draft: ExchangeDraft,
): string {
  const record: ExchangeRecord = {
    format_version: 1,
    gateway: place.gateway,
    chain: place.chain,
    seq: place.seq,
    previous: place.previous,
    at: draft.at,
    environment: draft.environment,
    request_id: draft.request_id,
    application_id: draft.application_id,
    organization_id: draft.organization_id,
    credential_id: draft.credential_id,
    beneficiary_id: draft.beneficiary_id,
    delegation_id: draft.delegation_id,
    authorization_id: draft.authorization_id,
    grant_id: draft.grant_id,
    api: draft.api,
    api_version: draft.api_version,
    operation: draft.operation,
    method: draft.method,
    legal_context: draft.legal_context,
    scopes_asked: draft.scopes_asked,
    scopes_effective: draft.scopes_effective,
    fields: draft.fields,
    status: draft.status,
    refusal_stage: draft.refusal_stage,
    reason: draft.reason,
    duration_ms: draft.duration_ms,
    upstream_ms: draft.upstream_ms,
    lease_id: draft.lease_id,
    is_test_person: draft.is_test_person,
    part: draft.part,
    opened: draft.opened,
    complete: draft.complete,
    subjects: draft.subjects,
    agent_hash: draft.agent_hash,
    case_hash: draft.case_hash,
    question_hash: draft.question_hash,
    signals: draft.signals,
    trace_id: draft.trace_id,
  }
  return JSON.stringify(record)
}
