import type { Generated } from 'kysely'
import type { CredentialKind } from '#core/credentials/credential.ts'
import type { AuditTables } from './audit-tables.ts'
import type { DefaultJson, Json, NullableJson } from './json-columns.ts'
import type { NodeTables } from './node-tables.ts'
import type { PersonTables } from './person-tables.ts'
import type { QuotaTables } from './quota-tables.ts'
import type { ServiceTables } from './service-tables.ts'
import type { SubjectTables } from './subject-tables.ts'
import type { WebhookTables } from './webhook-tables.ts'

// Columns as the newest migration leaves them. timestamptz is read as ISO 8601 UTC with milliseconds, date as YYYY-MM-DD.

interface PlatformTable {
  singleton: Generated<boolean>
  epoch: string
  profile: string
  created_at: Generated<string>
}

interface AccountsTable {
  id: string
  kind: 'person' | 'machine'
  email: string | null
  name: string
  locale: Generated<string>
  password_hash: string | null
  organization_id: string | null
  state: Generated<'active' | 'suspended'>
  sessions_valid_from: Generated<string>
  created_at: Generated<string>
}

interface FederatedIdentitiesTable {
  issuer: string
  subject: string
  account_id: string
}

interface LoginThrottlesTable {
  key: string
  failures: number
  window_ends_at: string
}

interface OrganizationsTable {
  id: string
  kind: 'consumer' | 'provider' | 'operator' | 'editor' | 'governance'
  name: string
  slug: string | null
  country: Generated<string>
  verification: Generated<string>
  verified_at: string | null
  verified_by: string | null
  state: Generated<'active' | 'suspended'>
  suspended_reason: string | null
  is_demo: Generated<boolean>
  version: Generated<number>
  created_at: Generated<string>
}

interface OrganizationIdentifiersTable {
  organization_id: string
  scheme: string
  value: string
  valid_from: string | null
  valid_to: string | null
}

interface MembersTable {
  id: string
  organization_id: string
  account_id: string
  roles: readonly string[]
  state: 'invited' | 'requested' | 'active'
  version: Generated<number>
  created_at: Generated<string>
}

interface ApplicationsTable {
  id: string
  organization_id: string
  name: string
  description: Generated<string>
  sandbox_client_id: string
  production_client_id: string
  state: Generated<'active' | 'suspended' | 'archived'>
  suspended_reason: string | null
  suspended_by: string | null
  requires_bound_tokens: Generated<boolean>
  version: Generated<number>
  created_at: Generated<string>
}

interface CredentialsTable {
  id: string
  application_id: string
  environment: 'sandbox' | 'production'
  kind: CredentialKind
  label: string
  secret_hash: string | null
  hint: string | null
  jwks: NullableJson
  grant_id: string | null
  france_connect: NullableJson
  allowed_ips: Generated<readonly string[]>
  expires_at: string | null
  revoked_at: string | null
  last_used_at: string | null
  created_at: Generated<string>
}

interface ApisTable {
  api: string
  version: string
  provider_organization_id: string
  state: 'draft' | 'published' | 'deprecated' | 'retired'
  document: Json
  descriptor: Json
  upstream_url: string | null
  upstream_targets: DefaultJson
  lock_version: Generated<number>
  created_at: Generated<string>
}

interface UseCasePoliciesTable {
  id: string
  version: number
  document: Json
  owner_organization_id: string | null
  signature: string | null
  valid_from: string
  valid_to: string | null
}

interface AccessRequestsTable {
  id: string
  reference: string
  organization_id: string
  application_id: string
  beneficiary_id: string
  use_case: string | null
  state:
    | 'draft'
    | 'submitted'
    | 'changes_requested'
    | 'approved'
    | 'refused'
    | 'suspended'
    | 'revoked'
    | 'expired'
    | 'archived'
  content: Json
  content_hash: string
  reopened_from: string | null
  authors: Generated<readonly string[]>
  submitted_at: string | null
  version: Generated<number>
  created_at: Generated<string>
}

interface DecisionsTable {
  id: string
  access_request_id: string
  organization_id: string
  power: 'provider' | 'operator'
  state: Generated<'pending' | 'approved' | 'refused' | 'changes_requested'>
  scopes: DefaultJson
  conditions: string | null
  motive: string | null
  remedy: string | null
  decided_by: NullableJson
  decided_at: string | null
  required_votes: Generated<number>
  due_at: string
  deputy_account_id: string | null
  escalated_at: string | null
  version: Generated<number>
}

interface VotesTable {
  id: string
  decision_id: string
  account_id: string
  verdict: string
  scopes: NullableJson
  conditions: string | null
  motive: string | null
  remedy: string | null
  content_hash: string
  voided_at: string | null
  created_at: Generated<string>
}

interface MessagesTable {
  id: string
  access_request_id: string
  account_id: string
  organization_id: string
  text: string
  field: string | null
  resolved_at: string | null
  resolved_by: string | null
  created_at: Generated<string>
}

interface AuthorizationProvidersTable {
  provider_organization_id: string
  authorization_id: string
}

interface AuthorizationsTable {
  id: string
  reference: string
  access_request_id: string
  beneficiary_id: string
  application_id: string
  content: Json
  content_hash: string
  opened: Json
  decision_table_version: string | null
  state: 'active' | 'suspended' | 'revoked' | 'expired' | 'superseded'
  state_reason: string | null
  suspended_by: NullableJson
  valid_from: string
  valid_until: string | null
  supersedes: string | null
  created_at: Generated<string>
}

interface DelegationsTable {
  id: string
  authorization_id: string
  beneficiary_id: string
  editor_organization_id: string
  application_id: string
  state: 'offered' | 'active' | 'revoked'
  replaces: string | null
  version: Generated<number>
  created_at: Generated<string>
}

interface GrantsTable {
  id: string
  environment: 'sandbox' | 'production'
  application_id: string
  beneficiary_id: string | null
  api: string
  api_version: string
  scopes: readonly string[]
  plan: Json
  legal_contexts: Json
  default_context: string | null
  valid_from: string
  valid_until: string | null
  authorization_id: string | null
  delegation_id: string | null
  state: Generated<'active' | 'suspended' | 'revoked'>
  state_reason: string | null
  suspended_by: string | null
  generation: Generated<number>
  version: Generated<number>
  created_at: Generated<string>
}

/** Every table of the store, by name. */
export interface Tables
  extends NodeTables,
    AuditTables,
    QuotaTables,
    SubjectTables,
    PersonTables,
    ServiceTables,
    WebhookTables {
  platform: PlatformTable
  accounts: AccountsTable
  federated_identities: FederatedIdentitiesTable
  login_throttles: LoginThrottlesTable
  organizations: OrganizationsTable
  organization_identifiers: OrganizationIdentifiersTable
  members: MembersTable
  applications: ApplicationsTable
  credentials: CredentialsTable
  apis: ApisTable
  use_case_policies: UseCasePoliciesTable
  access_requests: AccessRequestsTable
  decisions: DecisionsTable
  votes: VotesTable
  messages: MessagesTable
  authorizations: AuthorizationsTable
  authorization_providers: AuthorizationProvidersTable
  delegations: DelegationsTable
  grants: GrantsTable
}
