import type { RecordReceipt } from '#core/audit/record-sink.ts'
import type { Exchange } from '../exchange.ts'
import { exchangeDraft } from '../exchange-draft.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { type Refusal, refuse } from '../refusal.ts'

/**
 * One line of the audit log for every call with a proven caller. In production the answer waits until
 * the line is durable, and does not leave when it cannot be. The sandbox records without waiting.
 * Refusals of an application beyond ten a second get no line of their own: nobody may fill the disk.
 */
export async function record(exchange: Exchange, gateway: GatewayContext): Promise<Refusal | null> {
  const { caller } = exchange
  if (!caller) return null
  const applicationId = caller.application.application_id
  if (exchange.refused && gateway.refusalRecords.take(applicationId) !== null) {
    gateway.deps.observe.recordCoalesced(applicationId)
    return null
  }
  const appended = gateway.deps.records.append(exchangeDraft(exchange, gateway))
  if (gateway.deps.configuration.environment !== 'production') {
    appended.catch((error: unknown) => gateway.deps.observe.failed(error, exchange.id))
    return null
  }
  try {
    exchange.receipt = receiptText(await appended)
    return null
  } catch (error) {
    gateway.deps.observe.failed(error, exchange.id)
    return refuse('record-failed', 'The exchange could not be recorded, so its answer is withheld.', {
      headers: { 'Retry-After': '5' },
    })
  }
}

/** A receipt without its record proves a loss. */
function receiptText(receipt: RecordReceipt): string {
  return `${receipt.gateway}.${receipt.chain}.${receipt.seq}.${receipt.hash}`
}
