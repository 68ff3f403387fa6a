import type { ApiDescriptor } from '../catalog/operation-descriptor.ts'

/**
 * A GET path with its query about a reserved test person, from the first API of the catalogue that
 * declares one and has a GET for it.
 */
export function firstCallPath(descriptors: readonly ApiDescriptor[]): string {
  const preferred = [...descriptors].sort(
    (a, b) => Number(b.api === 'quotient-familial') - Number(a.api === 'quotient-familial'),
  )
  for (const { test_persons, operations } of preferred) {
    for (const { operation_id, query } of test_persons) {
      const operation = operations.find((one) => one.operation_id === operation_id && one.method === 'GET')
      if (operation) return `${operation.path}?${query}`
    }
  }
  throw new Error('No API of the catalogue names a reserved test person.')
}
