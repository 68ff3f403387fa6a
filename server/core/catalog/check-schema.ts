import { isDictionary } from '#kit/dictionary.ts'
import type { SpecificationIssues } from './specification-issues.ts'

const types = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'])
/** Keywords whose members are names of the author's, not keywords. */
const mapsOfSchemas = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])
/** Keywords that hold data. */
const data = new Set(['enum', 'const', 'default', 'example', 'examples', 'required'])
const maxPatternLength = 500

/** Names what a validator would fail on at the first call: types that do not exist, patterns that are none. */
export function checkSchema(schema: unknown, pointer: readonly (string | number)[], issues: SpecificationIssues): void {
  if (Array.isArray(schema)) {
    schema.forEach((item, index) => {
      checkSchema(item, [...pointer, index], issues)
    })
    return
  }
  if (!isDictionary(schema)) return
  for (const [keyword, value] of Object.entries(schema)) {
    const at = [...pointer, keyword]
    if (data.has(keyword)) continue
    if (keyword === 'type') checkType(value, at, issues)
    else if (keyword === 'pattern') checkPattern(value, at, issues)
    else if (mapsOfSchemas.has(keyword) && isDictionary(value)) {
      for (const [name, member] of Object.entries(value)) checkSchema(member, [...at, name], issues)
    } else checkSchema(value, at, issues)
  }
}

function checkType(value: unknown, at: readonly (string | number)[], issues: SpecificationIssues): void {
  const given = Array.isArray(value) ? value : [value]
  if (!given.every((type) => types.has(type))) issues.add(at, 'type', 'This is not a type of JSON Schema.')
}

/** ECMA-262 with the `u` flag (JSON Schema 2020-12 section 6.4). */
function checkPattern(value: unknown, at: readonly (string | number)[], issues: SpecificationIssues): void {
  try {
    if (typeof value !== 'string' || value.length > maxPatternLength) throw new SyntaxError('not a pattern')
    new RegExp(value, 'u')
  } catch {
    issues.add(at, 'pattern', 'This is not a regular expression, or it is too long.')
  }
}
