import type { Descriptor } from '../../api/descriptor.ts'

/** Response paths a data scope opens, over all operations of the API. */
export function openedFields(descriptor: Descriptor, scope: string): string[] {
  const paths = descriptor.operations.flatMap((operation) => operation.projection.by_scope[scope] ?? [])
  return [...new Set(paths)].sort()
}
