import { getApi } from '../../api/catalog.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import type { Grant } from '../../api/schemas.ts'
import type { SandboxCall } from '../try-it/sandbox-call.ts'

/** A call that answers: about a reserved test person, on an API this application has a live grant for. */
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
  return { method: operation.method, path: `${operation.path}?${person.query}`, headers: {}, body: null }
}
