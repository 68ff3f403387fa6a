import type { ParameterDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { FieldError } from '#core/errors.ts'
import { isDictionary } from '#kit/dictionary.ts'
import { parseQuery } from './parse-query.ts'
import type { RequestParts } from './request-parts.ts'

export interface CollectedParameters {
  readonly values: Record<string, unknown>
  readonly upstreamQuery: string
  readonly errors: readonly FieldError[]
}

/**
 * Parameters by name, as the types their schemas say. Unknown names and repeated single parameters
 * are errors: two readers of the same URL must never disagree (HTTP parameter pollution).
 */
export function collectParameters(
  parameters: readonly ParameterDescriptor[],
  parts: RequestParts,
): CollectedParameters {
  const values: Record<string, unknown> = {}
  const errors: FieldError[] = []
  const pairs = parseQuery(parts.query)
  if (!pairs) {
    errors.push({ field: 'query', rule: 'encoding', message: 'The query is not well-formed UTF-8 percent-encoding.' })
    return { values, upstreamQuery: '', errors }
  }
  const canonical: string[] = []
  for (const [written, value] of pairs) {
    const parameter = parameters.find(
      (one) => one.in === 'query' && written === (one.brackets ? `${one.name}[]` : one.name),
    )
    if (!parameter) {
      errors.push({ field: shownName(written), rule: 'unknown', message: 'This parameter does not exist.' })
      continue
    }
    // API Particulier's clients send an empty value for an optional trait they do not know.
    if (value === '' && !parameter.required && !parameter.brackets) continue
    if (isArray(parameter)) {
      const before = values[parameter.name]
      const item = coerce(value, itemsOf(parameter))
      values[parameter.name] = Array.isArray(before) ? [...before, item] : [item]
    } else if (Object.hasOwn(values, parameter.name)) {
      errors.push({ field: parameter.name, rule: 'repeated', message: 'This parameter is given once.' })
      continue
    } else {
      values[parameter.name] = coerce(value, parameter.schema)
    }
    canonical.push(`${encodeURIComponent(written)}=${encodeURIComponent(value)}`)
  }
  for (const parameter of parameters) {
    if (parameter.in === 'query') continue
    const value =
      parameter.in === 'path' ? parts.pathValues[parameter.name] : parts.header(parameter.name.toLowerCase())
    if (value !== undefined) values[parameter.name] = coerce(value, parameter.schema)
  }
  return { values, upstreamQuery: canonical.join('&'), errors }
}

/** An unknown name is repeated to the caller only as far as it looks like a name. */
function shownName(name: string): string {
  return /^[A-Za-z0-9_[\]-]{1,64}$/.test(name) ? name : 'query'
}

function isArray(parameter: ParameterDescriptor): boolean {
  return parameter.brackets || (isDictionary(parameter.schema) && parameter.schema.type === 'array')
}

function itemsOf(parameter: ParameterDescriptor): unknown {
  return isDictionary(parameter.schema) ? parameter.schema.items : undefined
}

/** Text as the type of the schema, when it is that type's plain form; else as it came, for the schema to refuse. */
function coerce(text: string, schema: unknown): unknown {
  const declared = isDictionary(schema) ? schema.type : undefined
  const types = Array.isArray(declared) ? declared : [declared]
  if (types.includes('integer') && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (types.includes('number') && /^-?\d{1,15}(\.\d{1,10})?$/.test(text)) return Number(text)
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
