import type { ApiStore } from '../catalog/api-store.ts'
import { InvalidInput } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { ServiceTarget } from './service-store.ts'

/**
 * The provider whose service a target is; null for the platform.
 * @throws InvalidInput for a provider or an API that is not there.
 */
export async function providerOfTarget(
  tx: Transaction,
  deps: { readonly apis: Pick<ApiStore, 'listAll'> },
  target: ServiceTarget,
): Promise<string | null> {
  if (target === 'platform') return null
  const apis = await deps.apis.listAll(tx, ['published', 'deprecated'])
  const [kind, name] = target.split(/:(.*)/s)
  const found = apis.find((api) =>
    kind === 'provider'
      ? api.provider_organization_id === name
      : kind === 'api' && `${api.api}/${api.version}` === name,
  )
  if (found !== undefined) return found.provider_organization_id
  const message = 'There is no such provider or API.'
  throw new InvalidInput({
    problem: 'invalid-request',
    detail: message,
    errors: [{ field: 'target', rule: 'known', message }],
  })
}
