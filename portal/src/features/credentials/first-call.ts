import { getApi } from '../../api/catalog.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import { getOrganization } from '../../api/organizations.ts'
import type { Grant } from '../../api/schemas.ts'
import type { SandboxCall } from '../try-it/sandbox-call.ts'

/**
 * A call that answers: about a reserved test person, on an API this application has a live grant for,
 * and for the body the grant belongs to, since the recipient picks the grant.
 */
export async function firstCall(
  api: ManagementApi,
  grants: readonly Grant[],
  environment: string,
): Promise<SandboxCall | null> {
  const grant = grants.find((one) => one.environment === environment && one.state === 'active')
  if (grant === undefined) return null
  const { descriptor } = await getApi(api, grant.api, grant.api_version)
  const person = descriptor.test_persons[0]
  const operation = descriptor.operations.find(({ operation_id }) => operation_id === person?.operation_id)
  if (person === undefined || operation === undefined) return null
  const recipient = grant.beneficiary_id === null ? null : await identifierOf(api, grant.beneficiary_id)
  const query = withRecipient(person.query, operation.recipient_parameter, recipient)
  return { method: operation.method, path: `${operation.path}?${query}`, headers: contextHeader(grant), body: null }
}

/** Null where the reader may not see the body, as an editor its customer. */
async function identifierOf(api: ManagementApi, organizationId: string): Promise<string | null> {
  const organization = await getOrganization(api, organizationId).catch(() => null)
  return organization?.value.identifiers[0]?.value ?? null
}

function withRecipient(query: string, parameter: string | null, recipient: string | null): string {
  if (parameter === null || recipient === null) return query
  const others = query.split('&').filter((pair) => !pair.startsWith(`${parameter}=`))
  return [...others, `${parameter}=${encodeURIComponent(recipient)}`].join('&')
}

/** A call states its legal context where the grant leaves a choice. */
function contextHeader(grant: Grant): Record<string, string> {
  const [first] = grant.legal_contexts
  const stated = grant.default_context === null && grant.legal_contexts.length > 1
  return stated && first !== undefined ? { 'X-Legal-Context': first.code } : {}
}
