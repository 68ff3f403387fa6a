import { InvalidInput } from '../errors.ts'
import type { RecordReceipt } from './record-sink.ts'

const form = /^([a-z0-9][a-z0-9-]{1,62})\.([0-9a-f-]{36}|control)\.([1-9]\d{0,14})\.([0-9a-f]{64})$/

/** The text of a receipt, as answers carry it in `Octroi-Record`. */
export function formatReceipt({ gateway, chain, seq, hash }: RecordReceipt): string {
  return `${gateway}.${chain}.${seq}.${hash}`
}

/** @throws InvalidInput when the text is no receipt. */
export function parseReceipt(text: string): RecordReceipt {
  const parts = form.exec(text)
  if (parts === null) {
    const message = 'A receipt is what an answer carried in Octroi-Record: gateway.chain.seq.hash.'
    throw new InvalidInput({
      problem: 'invalid-request',
      detail: message,
      errors: [{ field: 'receipt', rule: 'format', message }],
    })
  }
  const [, gateway = '', chain = '', seq = '', hash = ''] = parts
  return { gateway, chain, seq: Number(seq), hash }
}
