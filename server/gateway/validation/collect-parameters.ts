import type { FieldError } from '#core/errors.ts'
import type { CompiledParameter, CompiledParameters } from './compile-parameters.ts'
import { parseQuery } from './parse-query.ts'
import type { RequestParts } from './request-parts.ts'

export interface CollectedParameters {
  readonly values: Record<string, unknown>
  readonly upstreamQuery: string
  readonly errors: readonly FieldError[]
}

const noErrors: readonly FieldError[] = []

/**
 * Parameters by name, as the types their schemas say. Unknown names and repeated single parameters
 * are errors: two readers of the same URL must never disagree (HTTP parameter pollution).
 */
export function collectParameters(parameters: CompiledParameters, parts: RequestParts): CollectedParameters {
  const values: Record<string, unknown> = {}
  const pairs = parseQuery(parts.query, parameters.namesInQuery)
  if (!pairs) {
    const message = 'The query is not well-formed UTF-8 percent-encoding.'
    return { values, upstreamQuery: '', errors: [{ field: 'query', rule: 'encoding', message }] }
  }
  let errors: FieldError[] | null = null
  let upstreamQuery = ''
  for (let at = 0; at < pairs.length; at += 2) {
    const written = pairs[at] as string
    const value = pairs[at + 1] as string
    const parameter = parameters.inQuery.get(written)
    const failure = parameter ? take(values, parameter, value) : unknown(written)
    if (failure !== null) {
      errors ??= []
      errors.push(failure)
    } else if (parameter && (value !== '' || !parameter.mayBeEmpty)) {
      const pair = `${parameter.encoded}${isUnreserved(value) ? value : encodeURIComponent(value)}`
      upstreamQuery = upstreamQuery === '' ? pair : `${upstreamQuery}&${pair}`
    }
  }
  for (const parameter of parameters.elsewhere) {
    const value = parameter.in === 'path' ? parts.pathValues[parameter.name] : parts.header(parameter.header)
    if (value !== undefined) values[parameter.name] = coerce(value, parameter.types)
  }
  return { values, upstreamQuery, errors: errors ?? noErrors }
}

function take(values: Record<string, unknown>, parameter: CompiledParameter, value: string): FieldError | null {
  const { name } = parameter
  // API Particulier's clients send an empty value for an optional trait they do not know.
  if (value === '' && parameter.mayBeEmpty) return null
  if (parameter.isArray) {
    const before = values[name]
    const item = coerce(value, parameter.types)
    if (Array.isArray(before)) before.push(item)
    else values[name] = [item]
    return null
  }
  if (Object.hasOwn(values, name)) return { field: name, rule: 'repeated', message: 'This parameter is given once.' }
  values[name] = coerce(value, parameter.types)
  return null
}

function unknown(written: string): FieldError {
  return { field: shownName(written), rule: 'unknown', message: 'This parameter does not exist.' }
}

/** What `encodeURIComponent` leaves as it is. */
function isUnreserved(text: string): boolean {
  return /^[A-Za-z0-9_.!~*'()-]*$/.test(text)
}

/** An unknown name is repeated to the caller only as far as it looks like a name. */
function shownName(name: string): string {
  return /^[A-Za-z0-9_[\]-]{1,64}$/.test(name) ? name : 'query'
}

/** Text as one of the types, when it is that type's plain form; else as it came, for the schema to refuse. */
function coerce(text: string, types: readonly unknown[]): unknown {
  if (types.length === 1 && types[0] === 'string') return text
  if (types.includes('integer') && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (types.includes('number') && /^-?\d{1,15}(\.\d{1,10})?$/.test(text)) return Number(text)
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
