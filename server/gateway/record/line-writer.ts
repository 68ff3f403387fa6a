import { chainLine } from '#core/audit/chain-line.ts'
import type { ExchangeRecord } from '#core/audit/exchange-record.ts'
import type { ExchangeDraft } from '#core/audit/record-sink.ts'

/** Writes the same line as {@link chainLine}. */
export type LineWriter = typeof chainLine

/** The part of a line that is the same for every call of one grant to one operation, and what it was written of. */
interface Repeated {
  readonly of: ExchangeDraft
  readonly text: string
}

/** Pairs of grant and operation remembered. */
const remembered = 5_000

/** `chainLine` with a memory, for whoever writes many lines: most of a line stands in an earlier one. */
export function createLineWriter(): LineWriter {
  const byGrant = new Map<string | null, Map<string | null, Repeated>>()
  let pairs = 0

  function repeatedOf(draft: ExchangeDraft): string {
    const byOperation = byGrant.get(draft.grant_id)
    const known = byOperation?.get(draft.operation)
    if (known && isSame(known.of, draft)) return known.text
    if (pairs >= remembered) {
      byGrant.clear()
      pairs = 0
    }
    const repeated = { of: draft, text: writeRepeated(draft) }
    if (byOperation && pairs > 0) byOperation.set(draft.operation, repeated)
    else byGrant.set(draft.grant_id, new Map([[draft.operation, repeated]]))
    pairs += 1
    return repeated.text
  }

  return (place: Pick<ExchangeRecord, 'gateway' | 'chain' | 'seq' | 'previous'>, draft: ExchangeDraft) => {
    if (!isOrdinary(place, draft)) return chainLine(place, draft)
    const reason = draft.reason === null ? 'null' : `"${draft.reason}"`
    const lease = draft.lease_id === null ? 'null' : `"${draft.lease_id}"`
    return (
      `{"format_version":1,"gateway":"${place.gateway}","chain":"${place.chain}","seq":${place.seq},` +
      `"previous":"${place.previous}","at":"${draft.at}","environment":"${draft.environment}",` +
      `"request_id":"${draft.request_id}",${repeatedOf(draft)},"status":${draft.status},` +
      `"refusal_stage":"${draft.refusal_stage}","reason":${reason},"duration_ms":${draft.duration_ms},` +
      `"upstream_ms":${draft.upstream_ms},"lease_id":${lease},"is_test_person":${draft.is_test_person}}`
    )
  }
}

function isSame(one: ExchangeDraft, other: ExchangeDraft): boolean {
  return (
    one.application_id === other.application_id &&
    one.organization_id === other.organization_id &&
    one.credential_id === other.credential_id &&
    one.beneficiary_id === other.beneficiary_id &&
    one.delegation_id === other.delegation_id &&
    one.authorization_id === other.authorization_id &&
    one.api === other.api &&
    one.api_version === other.api_version &&
    one.method === other.method &&
    one.legal_context === other.legal_context &&
    one.scopes_asked === other.scopes_asked &&
    one.scopes_effective === other.scopes_effective &&
    one.fields === other.fields
  )
}

/** The members from `application_id` to `fields`, without the braces. */
function writeRepeated(draft: ExchangeDraft): string {
  const members = {
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
  }
  return JSON.stringify(members).slice(1, -1)
}

/** What is written as it is needs no escape. */
const plain = /^[A-Za-z0-9:. _-]*$/

/** Without the members that only some records have, and with values that JSON writes as they are. */
function isOrdinary(place: Pick<ExchangeRecord, 'gateway' | 'chain'>, draft: ExchangeDraft): boolean {
  return (
    draft.part === undefined &&
    draft.opened === undefined &&
    draft.complete === undefined &&
    draft.subjects === undefined &&
    draft.agent_hash === undefined &&
    draft.case_hash === undefined &&
    draft.question_hash === undefined &&
    draft.signals === undefined &&
    draft.trace_id === undefined &&
    Number.isFinite(draft.duration_ms) &&
    (draft.upstream_ms === null || Number.isFinite(draft.upstream_ms)) &&
    Number.isInteger(draft.status) &&
    plain.test(
      `${place.gateway}${place.chain}${draft.at}${draft.request_id}${draft.reason ?? ''}${draft.lease_id ?? ''}`,
    )
  )
}
