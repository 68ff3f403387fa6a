import type { Api } from '../../api/schemas.ts'
import { holds, type Visitor } from '../../session/visitor.ts'

/** The APIs that a person may change: every one for the operator, their own for a provider. */
export function managedApis(visitor: Visitor, items: readonly Api[]): Api[] {
  if (holds(visitor.operator, 'administrator')) return [...items]
  const own = visitor.providers.filter((one) => holds(one, 'owner', 'administrator'))
  const slugs = own.map(({ organization }) => organization.slug)
  return items.filter(({ provider }) => slugs.includes(provider))
}
