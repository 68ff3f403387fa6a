import { getApi, listApis } from '../../api/catalog.ts'
import type { Operation } from '../../api/descriptor.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import { exampleCalls } from '../downloads/example-calls.ts'
import type { SandboxCall } from '../try-it/sandbox-call.ts'

/** The API most readers come for; another stands in where a platform does not publish it. */
const preferred = 'quotient-familial'

export interface Example {
  readonly operation: Operation
  readonly call: SandboxCall
}

/** A GET about a documented synthetic person, of the published catalogue; null when it has none. */
export async function findExample(api: ManagementApi): Promise<Example | null> {
  const { items } = await listApis(api)
  const sorted = [...items].sort((a, b) => Number(b.api === preferred) - Number(a.api === preferred))
  for (const item of sorted) {
    const { descriptor } = await getApi(api, item.api, item.version)
    const tested = new Set(descriptor.test_persons.map(({ operation_id }) => operation_id))
    const found = exampleCalls(descriptor).find(
      ({ operation }) => operation.method === 'GET' && tested.has(operation.operation_id),
    )
    if (found !== undefined) return { operation: found.operation, call: found.call }
  }
  return null
}
