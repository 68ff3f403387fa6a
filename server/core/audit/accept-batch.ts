import type { CredentialStore } from '../credentials/credential-store.ts'
import { Conflict, InvalidInput } from '../errors.ts'
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts'
import { lineHash } from './chain-line.ts'
import type { CoveredRecords } from './covered-records.ts'
import type { ExchangeRecord, ShipAnswer, ShipBatch } from './exchange-record.ts'
import type { ExchangeLine, ExchangeStore } from './exchange-store.ts'
import { parseExchangeLine } from './parse-exchange-line.ts'

interface AcceptBatchDeps {
  readonly unitOfWork: UnitOfWork
  readonly exchangeStore: ExchangeStore
  /** Where the last use of a credential is kept; absent when nobody asks. */
  readonly credentialStore?: Pick<CredentialStore, 'touch'>
  readonly coveredRecords?: CoveredRecords
  /** Counts what the records say, in the same transaction; absent when nobody asks. */
  readonly observeRecords?: (tx: Transaction, records: readonly ExchangeRecord[]) => Promise<void>
}

function refuse(index: number, rule: string, message: string): never {
  throw new InvalidInput({
    problem: 'invalid-request',
    detail: 'A line does not belong to the chain it was shipped for.',
    errors: [{ field: `/lines/${index}`, rule, message }],
  })
}

/** Every line parses, names this chain and its own place, and the hash of the line before it. */
function checkLines(batch: ShipBatch): ExchangeLine[] {
  return batch.lines.map((line, index) => {
    const record = parseExchangeLine(line)
    if (record === null) refuse(index, 'format', 'The line is not an exchange record.')
    if (record.gateway !== batch.gateway || record.chain !== batch.chain) {
      refuse(index, 'chain', 'The record is of another chain.')
    }
    if (record.seq !== batch.first_seq + index) refuse(index, 'sequence', 'The record is not the next one.')
    if (index > 0 && record.previous !== lineHash(batch.lines[index - 1]!)) {
      refuse(index, 'hash', 'The record does not name the hash of the line before it.')
    }
    return { line, record }
  })
}

function usesOf(lines: readonly ExchangeLine[]): { id: string; at: string }[] {
  return lines.flatMap(({ record }) => (record.credential_id ? [{ id: record.credential_id, at: record.at }] : []))
}

function gap(nextSeq: number): Conflict {
  return new Conflict({
    problem: 'chain-gap',
    detail: `The next record of this chain is number ${nextSeq}.`,
    extensions: { next_seq: nextSeq },
  })
}

async function covered(
  { coveredRecords }: AcceptBatchDeps,
  tx: Transaction,
  { gateway, chain }: ShipBatch,
): Promise<{ covered_seq?: number }> {
  return coveredRecords === undefined ? {} : { covered_seq: await coveredRecords(tx, gateway, chain) }
}

/**
 * Accepts the records of one chain, contiguous with what is held. A batch sent again changes nothing; a batch without
 * lines asks where to begin.
 * @throws Conflict (`chain-gap`, with `next_seq`) when records before the batch are missing.
 * @throws InvalidInput when the chain is broken.
 */
export async function acceptBatch(deps: AcceptBatchDeps, batch: ShipBatch): Promise<ShipAnswer> {
  const lines = checkLines(batch)
  return deps.unitOfWork.transaction(async (tx) => {
    const position = await deps.exchangeStore.lockChain(tx, batch.gateway, batch.chain)
    if (batch.first_seq > position.next_seq) throw gap(position.next_seq)
    if (lines.length === 0)
      return { format_version: 1, next_seq: position.next_seq, ...(await covered(deps, tx, batch)) }
    const known = position.next_seq - batch.first_seq
    const fresh = lines.slice(known)
    const first = fresh[0]
    if (first === undefined) return { format_version: 1, next_seq: position.next_seq }
    if (position.head !== null && first.record.previous !== position.head) {
      refuse(known, 'hash', 'The record does not continue the chain that is held.')
    }
    await deps.exchangeStore.append(tx, fresh, lineHash(fresh.at(-1)!.line))
    await deps.credentialStore?.touch(tx, usesOf(fresh))
    await deps.observeRecords?.(
      tx,
      fresh.map(({ record }) => record),
    )
    return { format_version: 1, next_seq: position.next_seq + fresh.length }
  })
}
