import { chainLine } from '#core/audit/chain-line.ts'
import type { ExchangeRecord } from '#core/audit/exchange-record.ts'
import type { ExchangeDraft } from '#core/audit/record-sink.ts'
import { createBoundedMap } from '#kit/bounded-map.ts'

/** Writes the same line as {@link chainLine}. */
export type LineWriter = typeof chainLine

/** Values repeat from call to call, and lists do by identity: their JSON is remembered. */
const remembered = 2_000

/** `chainLine` with a memory, for whoever writes many lines: the texts of a record are mostly those of the one before. */
export function createLineWriter(): LineWriter {
  const texts = createBoundedMap<string, string>(remembered)
  const lists = new WeakMap<readonly string[], string>()

  function text(value: string | null): string {
    if (value === null) return 'null'
    const known = texts.get(value)
    if (known !== undefined) return known
    const written = JSON.stringify(value)
    texts.set(value, written)
    return written
  }

  function list(values: readonly string[]): string {
    const known = lists.get(values)
    if (known !== undefined) return known
    const written = JSON.stringify(values)
    lists.set(values, written)
    return written
  }

  return (place: Pick<ExchangeRecord, 'gateway' | 'chain' | 'seq' | 'previous'>, draft: ExchangeDraft) => {
    if (!isOrdinary(draft)) return chainLine(place, draft)
    return (
      `{"format_version":1,"gateway":${text(place.gateway)},"chain":${text(place.chain)},"seq":${place.seq},` +
      `"previous":"${place.previous}","at":"${draft.at}","environment":"${draft.environment}",` +
      `"request_id":"${draft.request_id}","application_id":${text(draft.application_id)},` +
      `"organization_id":${text(draft.organization_id)},"credential_id":${text(draft.credential_id)},` +
      `"beneficiary_id":${text(draft.beneficiary_id)},"delegation_id":${text(draft.delegation_id)},` +
      `"authorization_id":${text(draft.authorization_id)},"grant_id":${text(draft.grant_id)},` +
      `"api":${text(draft.api)},"api_version":${text(draft.api_version)},"operation":${text(draft.operation)},` +
      `"method":${text(draft.method)},"legal_context":${text(draft.legal_context)},` +
      `"scopes_asked":${list(draft.scopes_asked)},"scopes_effective":${list(draft.scopes_effective)},` +
      `"fields":${list(draft.fields)},"status":${draft.status},"refusal_stage":"${draft.refusal_stage}",` +
      `"reason":${text(draft.reason)},"duration_ms":${draft.duration_ms},"upstream_ms":${draft.upstream_ms},` +
      `"lease_id":${text(draft.lease_id)},"is_test_person":${draft.is_test_person}}`
    )
  }
}

/** The members that are written as they are need no escape. */
const plain = /^[A-Za-z0-9:.-]*$/

/** Without the members that only some records have, with numbers JSON has a form for. */
function isOrdinary(draft: ExchangeDraft): boolean {
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
    plain.test(draft.request_id) &&
    plain.test(draft.at)
  )
}
