import { isDictionary } from '#kit/dictionary.ts'
import type { JsonSchema } from './operation-descriptor.ts'

/**
 * Whether a schema can hold something at the path. Arrays are crossed without a mark; a schema that
 * names no members can hold anything.
 */
export function hasResponsePath(schema: JsonSchema | undefined, path: readonly string[]): boolean {
  if (!isDictionary(schema)) return false
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
    const branches = schema[keyword]
    if (Array.isArray(branches) && branches.some((branch: JsonSchema) => hasResponsePath(branch, path))) return true
  }
  if (isDictionary(schema.items)) return hasResponsePath(schema.items, path)
  const [name, ...rest] = path
  if (name === undefined) return true
  if (!isDictionary(schema.properties)) return isOpenObject(schema)
  if (!Object.hasOwn(schema.properties, name)) return false
  return hasResponsePath(schema.properties[name] as JsonSchema, rest)
}

function isOpenObject(schema: Readonly<Record<string, unknown>>): boolean {
  const isObject = schema.type === 'object' || (Array.isArray(schema.type) && schema.type.includes('object'))
  return isObject && schema.additionalProperties !== false && !schema.allOf && !schema.anyOf && !schema.oneOf
}
