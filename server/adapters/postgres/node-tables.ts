import type { Generated } from 'kysely'
import type { DefaultJson, Json, NullableJson } from './json-columns.ts'

interface SnapshotHeadsTable {
  environment: string
  revision: number
  digest: Uint8Array
}

interface SnapshotEntriesTable {
  environment: string
  kind: string
  id: string
  revision: number
  text: string | null
}

interface NodesTable {
  id: string
  role: string
  environment: string | null
  secret_hash: string
  epoch: string | null
  revision: Generated<number>
  snapshot_age_ms: number | null
  draining: Generated<boolean>
  last_seen_at: Generated<string>
  created_at: Generated<string>
}

interface IssuerKeysTable {
  kid: string
  environment: string
  node_id: string
  jwk: Json
  created_at: Generated<string>
  retired_at: string | null
}

interface ClaimsTable {
  id: string
  expires_at: string
}

interface QuotasTable {
  environment: string
  application_id: string
  beneficiary_id: string
  api: string
  limit_name: string
  period_id: string
  leased: Generated<number>
  last_granted: Generated<number>
  period: string
  period_ends_at: string
}

interface LeasesTable {
  id: string
  request_id: string
  node_id: string
  environment: string
  application_id: string
  beneficiary_id: string
  api: string
  limit_name: string
  period_id: string
  granted: number
  returned: Generated<number>
  left_after: number
  period_ends_at: string
  created_at: Generated<string>
}

interface LeaseReturnsTable {
  id: string
  lease_id: string
  units: number
}

interface ExchangeChainsTable {
  gateway: string
  chain: string
  next_seq: number
  head: string
  sequenced_seq: Generated<number>
  sequenced_head: Generated<string>
  reported_seq: Generated<number>
  reported_head: Generated<string>
}

interface ExchangesTable {
  gateway: string
  chain: string
  seq: number
  line: string
  at: string
  environment: string
  request_id: string
  application_id: string | null
  organization_id: string | null
  beneficiary_id: string | null
  authorization_id: string | null
  grant_id: string | null
  credential_id: string | null
  api: string | null
  api_version: string | null
  operation: string | null
  status: number
  refusal_stage: string
  duration_ms: number
  is_test_person: boolean
  part: string | null
  agent_hash: string | null
  question_hash: string | null
  subjects: NullableJson
  signals: NullableJson
}

interface EventsTable {
  id: string
  at: string
  type: string
  actor_kind: string
  actor_id: string | null
  organization_id: string | null
  subject_type: string
  subject_id: string
  data: DefaultJson
  audit_seq: number | null
}

interface IdempotencyKeysTable {
  account_id: string
  operation: string
  key: string
  request_hash: string
  state: 'running' | 'done'
  status: number | null
  headers: NullableJson
  body: NullableJson
  created_at: Generated<string>
}

interface OauthArtifactsTable {
  issuer: string
  model: string
  id: string
  payload: Json
  grant_id: string | null
  user_code: string | null
  uid: string | null
  account_id: string | null
  expires_at: string | null
  consumed_at: string | null
}

/** Tables of nodes, leases, exchange records, events and one-time things, by name. */
export interface NodeTables {
  snapshot_heads: SnapshotHeadsTable
  snapshot_entries: SnapshotEntriesTable
  nodes: NodesTable
  issuer_keys: IssuerKeysTable
  claims: ClaimsTable
  quotas: QuotasTable
  leases: LeasesTable
  lease_returns: LeaseReturnsTable
  exchange_chains: ExchangeChainsTable
  exchanges: ExchangesTable
  events: EventsTable
  idempotency_keys: IdempotencyKeysTable
  oauth_artifacts: OauthArtifactsTable
}
