import type { RecordReceipt } from '#core/audit/record-sink.ts'
import type { Exchange } from '../exchange.ts'
import { exchangeDraft } from '../exchange-draft.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { isLong, openRecord, receiptText, refuseUnrecorded } from '../record/bracket-exchange.ts'
import type { Refusal } from '../refusal.ts'

/**
 * One line of the audit log for every call with a proven caller. In production the answer waits until
 * the line is durable, and does not leave when it cannot be. The sandbox records without waiting.
 * An unsafe call was recorded before it was forwarded; a long answer gets two records, the first durable before its first byte.
 * Refusals of an application beyond ten a second get no line of their own: nobody may fill the disk.
 */
export function record(exchange: Exchange, gateway: GatewayContext): Refusal | null | Promise<Refusal | null> {
  const { caller, answer } = exchange
  if (!caller || exchange.openedAs !== null) return null
  const applicationId = caller.application.application_id
  if (exchange.refused && gateway.refusalRecords.take(applicationId) !== null) {
    gateway.deps.observe.recordCoalesced(applicationId)
    return null
  }
  const isProduction = gateway.deps.configuration.environment === 'production'
  if (isProduction && answer !== null && isLong(answer)) return openRecord(exchange, gateway)
  const appended = gateway.deps.records.append(exchangeDraft(exchange, gateway))
  const recorded = (receipt: RecordReceipt) => {
    exchange.receipt = receiptText(receipt)
    return null
  }
  if (!(appended instanceof Promise)) return isProduction ? recorded(appended) : null
  if (isProduction) return appended.then(recorded, (error: unknown) => refuseUnrecorded(error, exchange, gateway))
  appended.catch((error: unknown) => gateway.deps.observe.failed(error, exchange.id))
  return null
}
