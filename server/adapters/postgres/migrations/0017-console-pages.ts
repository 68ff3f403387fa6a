import { type Kysely, sql } from 'kysely'

/** What lists of the console would otherwise read whole tables for. */
const statements: readonly string[] = [
  `create table authorization_providers (
    provider_organization_id uuid not null, authorization_id uuid not null references authorizations on delete cascade,
    primary key (provider_organization_id, authorization_id))`,
  `insert into authorization_providers
    select distinct (one ->> 'provider_organization_id')::uuid, a.id
    from authorizations a cross join lateral jsonb_array_elements(a.opened) as one`,
  `create index events_submitted on events (id desc) where type = 'access_request.submitted'`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
