import { type Kysely, sql } from 'kysely'

/** Tables of the words of ARCHITECTURE.md. Times are timestamptz, identifiers UUID, documents jsonb. */
const statements: readonly string[] = [
  `create table platform (
    singleton boolean primary key default true check (singleton),
    epoch uuid not null,
    profile text not null,
    created_at timestamptz not null default now())`,

  `create table accounts (
    id uuid primary key,
    kind text not null check (kind in ('person', 'machine')),
    email text, name text not null, locale text not null default 'fr',
    password_hash text,
    organization_id uuid,
    state text not null default 'active' check (state in ('active', 'suspended')),
    sessions_valid_from timestamptz not null default now(),
    created_at timestamptz not null default now())`,
  'create unique index accounts_email on accounts (email) where email is not null',
  `create table federated_identities (
    issuer text not null, subject text not null,
    account_id uuid not null references accounts on delete cascade,
    primary key (issuer, subject))`,
  `create table login_throttles (
    key text primary key, failures integer not null, window_ends_at timestamptz not null)`,

  `create table organizations (
    id uuid primary key,
    kind text not null check (kind in ('consumer', 'provider', 'operator', 'editor', 'governance')),
    name text not null, slug text unique, country text not null default 'fr',
    verification text not null default 'unverified', verified_at timestamptz, verified_by uuid,
    state text not null default 'active' check (state in ('active', 'suspended')), suspended_reason text,
    is_demo boolean not null default false,
    version integer not null default 1, created_at timestamptz not null default now())`,
  `create table organization_identifiers (
    organization_id uuid not null references organizations on delete cascade,
    scheme text not null, value text not null, valid_from date, valid_to date,
    primary key (scheme, value))`,
  'create index organization_identifiers_of on organization_identifiers (organization_id)',
  `create table members (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    account_id uuid not null references accounts on delete cascade,
    roles text[] not null, state text not null check (state in ('invited', 'requested', 'active')),
    version integer not null default 1, created_at timestamptz not null default now(),
    unique (organization_id, account_id))`,
  'create index members_account on members (account_id)',

  `create table applications (
    id uuid primary key, organization_id uuid not null references organizations,
    name text not null, description text not null default '',
    sandbox_client_id text not null unique, production_client_id text not null unique,
    state text not null default 'active' check (state in ('active', 'suspended', 'archived')), suspended_reason text,
    suspended_by uuid,
    version integer not null default 1, created_at timestamptz not null default now())`,
  'create index applications_organization on applications (organization_id, id)',
  `create table credentials (
    id uuid primary key, application_id uuid not null references applications,
    environment text not null check (environment in ('sandbox', 'production')),
    kind text not null check (kind in ('client_secret', 'jwks', 'static_bearer')),
    label text not null, secret_hash text unique, hint text, jwks jsonb, grant_id uuid,
    allowed_ips text[] not null default '{}', expires_at timestamptz, revoked_at timestamptz,
    last_used_at timestamptz, created_at timestamptz not null default now())`,
  'create index credentials_application on credentials (application_id, environment, id)',

  `create table apis (
    api text not null, version text not null,
    provider_organization_id uuid not null references organizations,
    state text not null check (state in ('draft', 'published', 'deprecated', 'retired')),
    document jsonb not null, descriptor jsonb not null, upstream_url text,
    lock_version integer not null default 1, created_at timestamptz not null default now(),
    primary key (api, version))`,
  `create table use_case_policies (
    id text not null, version integer not null, document jsonb not null,
    owner_organization_id uuid references organizations, signature text,
    valid_from date not null, valid_to date, primary key (id, version))`,

  'create sequence access_request_numbers',
  'create sequence authorization_numbers',
  `create table access_requests (
    id uuid primary key, reference text not null unique,
    organization_id uuid not null references organizations,
    application_id uuid not null references applications,
    beneficiary_id uuid not null references organizations,
    use_case text, state text not null check (state in ('draft', 'submitted', 'changes_requested', 'approved',
      'refused', 'suspended', 'revoked', 'expired', 'archived')),
    content jsonb not null, content_hash text not null, reopened_from uuid,
    authors text[] not null default '{}', submitted_at timestamptz,
    version integer not null default 1, created_at timestamptz not null default now())`,
  'create index access_requests_organization on access_requests (organization_id, id)',
  'create index access_requests_beneficiary on access_requests (beneficiary_id, id)',
  `create table decisions (
    id uuid primary key, access_request_id uuid not null references access_requests on delete cascade,
    organization_id uuid not null references organizations,
    power text not null check (power in ('provider', 'operator')),
    state text not null default 'pending' check (state in ('pending', 'approved', 'refused', 'changes_requested')),
    scopes jsonb not null default '{}', conditions text, motive text, remedy text,
    decided_by jsonb, decided_at timestamptz, required_votes integer not null default 1,
    due_at timestamptz not null, deputy_account_id uuid, escalated_at timestamptz,
    version integer not null default 1, unique (access_request_id, organization_id, power))`,
  'create index decisions_organization on decisions (organization_id, state)',
  `create table votes (
    id uuid primary key, decision_id uuid not null references decisions on delete cascade,
    account_id uuid not null references accounts, verdict text not null,
    scopes jsonb, conditions text, motive text, remedy text,
    content_hash text not null, voided_at timestamptz, created_at timestamptz not null default now())`,
  'create index votes_decision on votes (decision_id)',
  `create table messages (
    id uuid primary key, access_request_id uuid not null references access_requests on delete cascade,
    account_id uuid not null references accounts, organization_id uuid not null references organizations,
    text text not null, created_at timestamptz not null default now())`,
  'create index messages_request on messages (access_request_id, id)',

  `create table authorizations (
    id uuid primary key, reference text not null unique,
    access_request_id uuid not null references access_requests,
    beneficiary_id uuid not null references organizations, application_id uuid not null references applications,
    content jsonb not null, content_hash text not null, opened jsonb not null, decision_table_version text,
    state text not null check (state in ('active', 'suspended', 'revoked', 'expired', 'superseded')), state_reason text,
    suspended_by jsonb,
    valid_from timestamptz not null, valid_until timestamptz, supersedes uuid,
    created_at timestamptz not null default now())`,
  'create index authorizations_beneficiary on authorizations (beneficiary_id, id)',
  'create index authorizations_application on authorizations (application_id)',
  'create index authorizations_request on authorizations (access_request_id)',
  `create table delegations (
    id uuid primary key, authorization_id uuid not null references authorizations,
    beneficiary_id uuid not null references organizations,
    editor_organization_id uuid not null references organizations,
    application_id uuid not null references applications,
    state text not null check (state in ('offered', 'active', 'revoked')),
    version integer not null default 1, created_at timestamptz not null default now())`,
  'create index delegations_beneficiary on delegations (beneficiary_id)',
  'create index delegations_editor on delegations (editor_organization_id)',
  'create index delegations_authorization on delegations (authorization_id)',
  `create table grants (
    id uuid primary key, environment text not null check (environment in ('sandbox', 'production')),
    application_id uuid not null references applications, beneficiary_id uuid references organizations,
    api text not null, api_version text not null, scopes text[] not null,
    plan jsonb not null, legal_contexts jsonb not null, default_context text,
    valid_from timestamptz not null, valid_until timestamptz,
    authorization_id uuid references authorizations, delegation_id uuid references delegations,
    state text not null default 'active' check (state in ('active', 'suspended', 'revoked')), state_reason text,
    suspended_by uuid,
    generation integer not null default 1, version integer not null default 1,
    created_at timestamptz not null default now(),
    foreign key (api, api_version) references apis (api, version))`,
  'create index grants_application on grants (application_id, environment, id)',
  'create index grants_authorization on grants (authorization_id)',
  'create index grants_api on grants (api, api_version)',

  `create table snapshot_heads (
    environment text primary key, revision bigint not null, digest bytea not null)`,
  `create table snapshot_entries (
    environment text not null references snapshot_heads, kind text not null, id text not null,
    revision bigint not null, text text, primary key (environment, kind, id))`,
  'create index snapshot_entries_revision on snapshot_entries (environment, revision)',
  `create table nodes (
    id text primary key, role text not null, environment text, secret_hash text not null,
    epoch text, revision bigint not null default 0, snapshot_age_ms bigint, draining boolean not null default false,
    last_seen_at timestamptz not null default now(), created_at timestamptz not null default now())`,
  `create table issuer_keys (
    kid text primary key, environment text not null, node_id text not null, jwk jsonb not null,
    created_at timestamptz not null default now(), retired_at timestamptz)`,
  `create table claims (id text primary key, expires_at timestamptz not null)`,

  `create table quotas (
    environment text not null, application_id uuid not null, beneficiary_id text not null, api text not null,
    limit_name text not null, period_id text not null, leased bigint not null default 0,
    last_granted bigint not null default 0,
    period text not null, period_ends_at timestamptz not null,
    primary key (environment, application_id, beneficiary_id, api, limit_name, period_id))`,
  `create table leases (
    id uuid primary key, request_id text not null unique, node_id text not null,
    environment text not null, application_id uuid not null, beneficiary_id text not null, api text not null,
    limit_name text not null, period_id text not null, granted bigint not null, returned bigint not null default 0,
    left_after bigint not null, period_ends_at timestamptz not null, created_at timestamptz not null default now())`,
  'create index leases_node on leases (node_id, period_id)',
  `create table lease_returns (id text primary key, lease_id uuid not null references leases, units bigint not null)`,

  `create table exchange_chains (
    gateway text not null, chain text not null, next_seq bigint not null, head text not null,
    primary key (gateway, chain))`,
  `create table exchanges (
    gateway text not null, chain text not null, seq bigint not null, line text not null,
    at timestamptz not null, environment text not null, request_id text not null,
    application_id uuid, organization_id uuid, beneficiary_id uuid, authorization_id uuid, grant_id uuid,
    credential_id uuid, api text, api_version text, operation text, status integer not null,
    refusal_stage text not null, duration_ms double precision not null, is_test_person boolean not null,
    primary key (gateway, chain, seq))`,
  'create index exchanges_application on exchanges (application_id, at desc)',
  'create index exchanges_api on exchanges (api, at desc)',

  `create table events (
    id uuid primary key, at timestamptz not null, type text not null,
    actor_kind text not null, actor_id uuid, organization_id uuid,
    subject_type text not null, subject_id text not null, data jsonb not null default '{}')`,
  'create index events_organization on events (organization_id, id)',
  'create index events_subject on events (subject_type, subject_id, id)',

  `create table idempotency_keys (
    account_id text not null, operation text not null, key text not null, request_hash text not null,
    state text not null check (state in ('running', 'done')), status integer, headers jsonb, body jsonb,
    created_at timestamptz not null default now(), primary key (account_id, operation, key))`,

  `create table oauth_artifacts (
    issuer text not null, model text not null, id text not null, payload jsonb not null,
    grant_id text, user_code text, uid text, account_id uuid, expires_at timestamptz, consumed_at timestamptz,
    primary key (issuer, model, id))`,
  'create index oauth_artifacts_grant on oauth_artifacts (issuer, grant_id)',
  'create index oauth_artifacts_uid on oauth_artifacts (issuer, model, uid)',
  'create index oauth_artifacts_account on oauth_artifacts (issuer, account_id)',
  'create index oauth_artifacts_expiry on oauth_artifacts (expires_at)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
