import type { AuthorizationFile } from '#core/authorizations/authorization-store.ts'
import type { AuthorizedGrant } from '#core/authorizations/authorized-grant-store.ts'
import type { components } from '../../generated/management.ts'

type AuthorizationBody = components['schemas']['Authorization']
type OpenedBody = components['schemas']['OpenedApi']
type GrantBody = components['schemas']['Grant']

/** An authorization with those of `grants` that it opens. */
export function presentAuthorization(file: AuthorizationFile, grants: readonly AuthorizedGrant[]): AuthorizationBody {
  const { authorization } = file
  return {
    id: authorization.id,
    reference: authorization.reference,
    access_request_id: authorization.access_request_id,
    beneficiary_id: authorization.beneficiary_id,
    beneficiary_name: file.beneficiary_name,
    application_id: authorization.application_id,
    application_name: file.application_name,
    content: authorization.content as unknown as AuthorizationBody['content'],
    opened: presentOpened(file),
    state: authorization.state,
    state_reason: authorization.state_reason,
    valid_from: authorization.valid_from,
    valid_until: authorization.valid_until,
    supersedes: authorization.supersedes,
    grants: grants.filter((grant) => grant.authorization_id === authorization.id).map(presentGrant),
    created_at: authorization.created_at,
  }
}

/** What each provider opened, with its name. */
export function presentOpened(file: AuthorizationFile): OpenedBody[] {
  return file.authorization.opened.map((api) => ({
    ...(api as unknown as OpenedBody),
    provider_name: file.provider_names.get(api.provider_organization_id) ?? '',
  }))
}

function presentGrant(grant: AuthorizedGrant): GrantBody {
  const { client_id: _client, state_reason: _reason, suspended_by: _by, generation: _generation, ...body } = grant
  return body as unknown as GrantBody
}
