import type { ExchangeDraft } from '#core/audit/record-sink.ts'
import type { Exchange } from './exchange.ts'
import type { GatewayContext } from './gateway-context.ts'
import { tracePeople } from './subjects/trace-people.ts'
import { readTrace } from './upstream/trace-context.ts'

const none: readonly string[] = []

/** Who, what, why, when and the result of an exchange: names and identifiers of ours only, never the data. */
export function exchangeDraft(exchange: Exchange, gateway: GatewayContext): ExchangeDraft {
  const { caller, grant, operation, refused, answer } = exchange
  const trace = readTrace(exchange.request)
  const people = tracePeople(exchange, gateway)
  return {
    at: gateway.timeText(exchange.startedAt),
    environment: gateway.deps.configuration.environment,
    request_id: exchange.id,
    application_id: caller?.application.application_id ?? null,
    organization_id: caller?.application.organization_id ?? null,
    credential_id: caller?.credentialId ?? null,
    beneficiary_id: grant?.state.beneficiary_id ?? null,
    delegation_id: grant?.state.delegation_id ?? null,
    authorization_id: grant?.state.authorization_id ?? null,
    grant_id: grant?.id ?? null,
    api: operation?.api.descriptor.api ?? null,
    api_version: operation?.api.descriptor.version ?? null,
    operation: operation?.operation.operation_id ?? null,
    method: exchange.request.method ?? '',
    legal_context: exchange.legalContext,
    scopes_asked: caller?.tokenScopes ? [...caller.tokenScopes].sort() : none,
    scopes_effective: exchange.effectiveScopes,
    fields: refused ? none : (answer?.fields ?? none),
    status: answer?.status ?? 500,
    refusal_stage: refused?.stage ?? 'none',
    reason: refused?.refusal.problem ?? null,
    duration_ms: Math.round(gateway.deps.clock.monotonic() - exchange.startedMonotonic),
    upstream_ms: exchange.upstreamMs,
    lease_id: exchange.leaseId,
    is_test_person: exchange.isTestPerson,
    subjects: people.subjects,
    agent_hash: people.agent_hash,
    case_hash: people.case_hash,
    question_hash: people.question_hash,
    signals: people.signals,
    trace_id: trace?.traceId,
  }
}
