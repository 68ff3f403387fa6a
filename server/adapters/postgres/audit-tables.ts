import type { Generated } from 'kysely'

interface AuditActsTable {
  seq: number
  event_id: string
  line: string
}

interface AuditShardsTable {
  shard: string
  size: Generated<number>
  state: Generated<'open' | 'closed' | 'purged'>
  opened_at: string
  closed_at: string | null
  purge_statement: string | null
  purge_signature: string | null
}

interface AuditHeadTable {
  singleton: Generated<boolean>
  shard: string | null
  checkpoint_number: Generated<number>
  checkpoint_hash: Generated<string>
  checkpoint_at: string | null
}

interface AuditTilesTable {
  shard: string
  level: number
  index: number
  hashes: Uint8Array
}

interface AuditRunsTable {
  shard: string
  first_leaf: number
  gateway: string
  chain: string
  first_seq: number
  count: number
}

interface AuditCheckpointsTable {
  number: number
  shard: string
  size: number
  at: string
  body: string
  signature: string
}

interface AuditCosignaturesTable {
  number: number
  witness: string
  signature: string
  at: string
}

/** Tables of the audit log, by name. */
export interface AuditTables {
  audit_acts: AuditActsTable
  audit_shards: AuditShardsTable
  audit_head: AuditHeadTable
  audit_tiles: AuditTilesTable
  audit_runs: AuditRunsTable
  audit_checkpoints: AuditCheckpointsTable
  audit_cosignatures: AuditCosignaturesTable
}
