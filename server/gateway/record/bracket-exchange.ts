import type { RecordReceipt } from '#core/audit/record-sink.ts'
import type { Answer, Exchange } from '../exchange.ts'
import { exchangeDraft } from '../exchange-draft.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** An answer up to this size is held until its one record is durable; a longer one is bracketed by two. */
const heldBytes = 256 * 1024

/** Whether an answer is too long, or of unknown length, to be held until the exchange is over. */
export function isLong({ body }: Answer): boolean {
  return body !== null && (!Buffer.isBuffer(body) || body.length > heldBytes)
}

/**
 * Writes the `opened` record and waits until it is durable: before an unsafe call is forwarded, or before the first
 * byte of a long answer. Whatever happens afterwards, that the exchange began cannot be lost.
 */
export async function openRecord(exchange: Exchange, gateway: GatewayContext): Promise<Refusal | null> {
  try {
    const draft = exchangeDraft(exchange, gateway)
    const opened = await gateway.deps.records.append({ ...draft, status: 100, part: 'opened' })
    exchange.openedAs = opened
    exchange.receipt = receiptText(opened)
    return null
  } catch (error) {
    return refuseUnrecorded(error, exchange, gateway)
  }
}

/**
 * Writes how an opened exchange ended. Nobody waits for it: the provider has acted or the bytes have left, and
 * `audit verify` names opened records that no closed one followed.
 */
export function closeRecord(exchange: Exchange, gateway: GatewayContext): void {
  const { openedAs } = exchange
  if (openedAs === null) return
  const draft = exchangeDraft(exchange, gateway)
  const opened = `${openedAs.chain}.${openedAs.seq}`
  const complete = !exchange.response.destroyed
  const closed = gateway.deps.records.append({ ...draft, lease_id: null, part: 'closed', opened, complete })
  if (closed instanceof Promise) closed.catch((error: unknown) => gateway.deps.observe.failed(error, exchange.id))
}

export function refuseUnrecorded(error: unknown, exchange: Exchange, gateway: GatewayContext): Refusal {
  gateway.deps.observe.failed(error, exchange.id)
  return refuse('record-failed', 'The exchange could not be recorded, so its answer is withheld.', {
    headers: { 'Retry-After': '5' },
    stage: 'record',
  })
}

/** A receipt without its record proves a loss. */
export function receiptText(receipt: RecordReceipt): string {
  return `${receipt.gateway}.${receipt.chain}.${receipt.seq}.${receipt.hash}`
}
