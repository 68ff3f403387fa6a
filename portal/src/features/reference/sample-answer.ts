import type { Operation, ParameterSchema } from '../../api/descriptor.ts'

/**
 * An answer made of the examples of the response schema, holding only what these data scopes open: the
 * fields that are always there, and those of the scopes. What nothing opens is absent, as at the gateway.
 */
export function sampleAnswer(operation: Operation, scopes: readonly string[]): unknown {
  const { always, by_scope } = operation.projection
  const paths = [...always, ...scopes.flatMap((scope) => by_scope[scope] ?? [])]
  return sample(
    operation.response,
    paths.map((path) => (path === '*' ? [] : path.split('.'))),
  )
}

/** `paths` are what is open below this schema; an empty path opens all of it. */
function sample(schema: ParameterSchema, paths: readonly (readonly string[])[]): unknown {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type]
  if (types.includes('array')) return schema.items === undefined ? [] : [sample(schema.items, paths)]
  if (schema.properties === undefined) return leaf(schema, types)
  const open = paths.some((path) => path.length === 0)
  const members: [string, unknown][] = []
  for (const [name, member] of Object.entries(schema.properties)) {
    const below = open ? [[]] : paths.filter(([first]) => first === name).map((path) => path.slice(1))
    if (below.length > 0) members.push([name, sample(member, below)])
  }
  return Object.fromEntries(members)
}

function leaf(schema: ParameterSchema, types: readonly unknown[]): unknown {
  if (schema.example !== undefined) return schema.example
  const [first] = schema.examples ?? []
  if (first !== undefined) return first
  if (schema.enum !== undefined) return schema.enum[0]
  if (types.includes('null')) return null
  if (types.includes('integer') || types.includes('number')) return schema.minimum ?? 0
  if (types.includes('boolean')) return false
  if (types.includes('object')) return {}
  return schema.format === 'date' ? '2026-01-31' : ''
}
