import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuditLogReader } from './audit-log-reader.ts'

/** The last record of a chain that is under a witnessed checkpoint; 0 for none. */
export type CoveredRecords = (tx: Transaction, gateway: string, chain: string) => Promise<number>

/**
 * Where no witness is pinned nothing stronger than the platform's own checkpoint will ever come: that one counts, so
 * that the disks of gateways do not fill.
 */
export function createCoveredRecords(reader: AuditLogReader, witnesses: readonly string[]): CoveredRecords {
  return async (tx, gateway, chain) => {
    const checkpoint =
      witnesses.length === 0 ? await reader.latestCheckpoint(tx) : await reader.latestCosigned(tx, witnesses)
    return checkpoint === null ? 0 : reader.coveredSeq(tx, gateway, chain, checkpoint)
  }
}
