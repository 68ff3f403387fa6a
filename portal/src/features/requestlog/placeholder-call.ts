import type { Operation } from '../../api/descriptor.ts'
import type { SandboxCall } from '../try-it/sandbox-call.ts'

/** The request of an operation with the name of each required input in place of its value. */
export function placeholderCall({ method, path, parameters, body }: Operation): SandboxCall {
  const query = parameters
    .filter((one) => one.in === 'query' && one.required)
    .map(({ name, brackets }) => `${name}${brackets ? '[]' : ''}=<${name}>`)
  const headers = parameters
    .filter((one) => one.in === 'header' && one.required)
    .map(({ name }) => [name, `<${name}>`] as const)
  const members = (body?.schema.required ?? []).map((name) => [name, `<${name}>`] as const)
  return {
    method,
    path: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers: Object.fromEntries(headers),
    body: body === null ? null : JSON.stringify(Object.fromEntries(members)),
  }
}
