import { type Kysely, sql } from 'kysely'

/** Incidents that everybody is told of, with what was said of each. */
const statements: readonly string[] = [
  `create table incidents (
    id uuid primary key, target text not null, organization_id uuid not null references organizations,
    severity text not null check (severity in ('degraded', 'outage')), title jsonb not null,
    opened_at timestamptz not null, closed_at timestamptz)`,
  'create index incidents_open on incidents (id) where closed_at is null',
  `create table incident_updates (
    id uuid primary key, incident_id uuid not null references incidents on delete cascade,
    stage text not null check (stage in ('investigating', 'identified', 'monitoring', 'resolved')),
    text jsonb not null, at timestamptz not null)`,
  'create index incident_updates_incident on incident_updates (incident_id, id)',
  'create index credentials_expires on credentials (expires_at) where revoked_at is null',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
