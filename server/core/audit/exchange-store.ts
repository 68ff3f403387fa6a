import type { Transaction } from '../ports/unit-of-work.ts'
import type { ExchangeRecord } from './exchange-record.ts'

/** A record with the exact line it was written as. */
export interface ExchangeLine {
  readonly line: string
  readonly record: ExchangeRecord
}

/** How far control holds a chain. `head` is the hash of its last line; at the beginning null. */
export interface ChainPosition {
  readonly next_seq: number
  readonly head: string | null
}

/** Exchange records as shipped by gateways. */
export interface ExchangeStore {
  /** The position of the chain, locked until the transaction ends; a chain never heard of begins at 1. */
  lockChain(tx: Transaction, gateway: string, chain: string): Promise<ChainPosition>
  /** Appends lines from the locked position on and moves it. */
  append(tx: Transaction, lines: readonly ExchangeLine[], head: string): Promise<void>
}
