import type { ParameterSchema } from '../../api/descriptor.ts'

/** The TypeScript type of a schema; `describe` writes an object's members. */
export function typeOfSchema(
  schema: ParameterSchema,
  describe: (properties: Readonly<Record<string, ParameterSchema>>, required: readonly string[]) => string,
): string {
  if (schema.enum !== undefined) return [...new Set(schema.enum.map((value) => JSON.stringify(value)))].join(' | ')
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]) as readonly (string | undefined)[]
  return types.map((type) => typeNamed(type, schema, describe)).join(' | ')
}

function typeNamed(
  type: string | undefined,
  schema: ParameterSchema,
  describe: Parameters<typeof typeOfSchema>[1],
): string {
  if (type === 'null' || type === 'string' || type === 'boolean') return type
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'array')
    return `readonly (${schema.items === undefined ? 'unknown' : typeOfSchema(schema.items, describe)})[]`
  if (schema.properties !== undefined) return describe(schema.properties, schema.required ?? [])
  return type === 'object' ? 'Readonly<Record<string, unknown>>' : 'unknown'
}
