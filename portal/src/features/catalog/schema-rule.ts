import type { ParameterSchema } from '../../api/descriptor.ts'

/** A schema's rule in a line: type, pattern, bounds, values. */
export function schemaRule(schema: ParameterSchema): string {
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : String(schema.type ?? '')
  if (type === 'array' && schema.items) return `${schemaRule(schema.items)} […]`
  const bounds = [
    schema.minimum === undefined ? '' : `≥ ${schema.minimum}`,
    schema.maximum === undefined ? '' : `≤ ${schema.maximum}`,
    schema.maxLength === undefined ? '' : `≤ ${schema.maxLength} c.`,
  ]
  const values = schema.enum?.join(' | ') ?? ''
  return [values || type, schema.format ?? '', schema.pattern ?? '', ...bounds].filter(Boolean).join(' · ')
}
