import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuditLogReader } from './audit-log-reader.ts'
import { lineHash } from './chain-line.ts'
import { controlChain } from './control-act.ts'
import { type IncludedRecord, proveInclusion } from './prove-inclusion.ts'

/** That an administrative act is in the log; without its line, which may name people. */
export interface IncludedAct extends Pick<IncludedRecord, 'leaf_hash' | 'proof'> {
  /** Hex SHA-256 of the line. */
  readonly act_hash: string
}

/** The proof of an event's act; null for a few seconds until it is sequenced, and when its shard was purged. */
export async function proveAct(tx: Transaction, reader: AuditLogReader, eventId: string): Promise<IncludedAct | null> {
  const act = await reader.findAct(tx, eventId)
  if (act === null) return null
  const act_hash = lineHash(act.line)
  const { leaf_hash, proof } = await proveInclusion(tx, reader, { ...controlChain, seq: act.seq, hash: act_hash })
  return { act_hash, leaf_hash, proof }
}
