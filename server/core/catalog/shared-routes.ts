import type { ApiDescriptor } from './operation-descriptor.ts'

/** Routes (`GET /v3/a/{}`) that both APIs would answer: a gateway could not tell them apart. */
export function sharedRoutes(one: ApiDescriptor, other: ApiDescriptor): readonly string[] {
  const taken = new Set(routesOf(other))
  return routesOf(one).filter((route) => taken.has(route))
}

function routesOf(descriptor: ApiDescriptor): readonly string[] {
  return descriptor.operations.map(({ method, path }) => `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`)
}
