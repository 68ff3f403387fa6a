import type { OperationDescriptor } from '#core/catalog/operation-descriptor.ts'

/** Whether an operation changes nothing at the provider: a GET, its twin with a body, or one that its API declares so. */
export function isSafe({ method, twin_of, is_safe }: OperationDescriptor): boolean {
  return method === 'GET' || twin_of !== null || is_safe === true
}
