import { type Dictionary, isDictionary } from '#kit/dictionary.ts'
import { checkSchema } from './check-schema.ts'
import type { JsonSchema, ParameterDescriptor } from './operation-descriptor.ts'
import type { SpecificationIssues } from './specification-issues.ts'

type Pointer = readonly (string | number)[]

/**
 * Parameters of an operation, those of its path item included (the operation's own win, OpenAPI 3.1
 * section 4.8.9). `name[]` becomes `name` with `brackets`.
 */
export function compileParameters(
  pathItem: Dictionary,
  operation: Dictionary,
  path: string,
  pointer: Pointer,
  issues: SpecificationIssues,
): readonly ParameterDescriptor[] {
  const compiled = new Map<string, ParameterDescriptor>()
  const sources = [
    { list: pathItem.parameters, at: pointer.slice(0, -1) },
    { list: operation.parameters, at: pointer },
  ]
  for (const { list, at } of sources) {
    if (list === undefined) continue
    if (!Array.isArray(list)) {
      issues.add([...at, 'parameters'], 'type', 'Parameters are a list.')
      continue
    }
    list.forEach((parameter: unknown, index) => {
      const one = compileParameter(parameter, [...at, 'parameters', index], issues)
      if (one) compiled.set(`${one.in} ${one.name}`, one)
    })
  }
  const declared = [...compiled.values()].filter((parameter) => parameter.in === 'path').map(({ name }) => name)
  const inTemplate = [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '')
  for (const name of inTemplate) {
    if (!declared.includes(name)) issues.add(pointer, 'path-parameter', `\`{${name}}\` of the path is not declared.`)
  }
  for (const name of declared) {
    if (!inTemplate.includes(name)) issues.add(pointer, 'path-parameter', `\`${name}\` is not in the path.`)
  }
  return [...compiled.values()]
}

function compileParameter(parameter: unknown, at: Pointer, issues: SpecificationIssues): ParameterDescriptor | null {
  if (!isDictionary(parameter) || typeof parameter.name !== 'string') {
    issues.add(at, 'type', 'A parameter has a name.')
    return null
  }
  const location = parameter.in
  if (location !== 'query' && location !== 'path' && location !== 'header') {
    issues.add([...at, 'in'], 'enum', 'A parameter is in query, path or header.')
    return null
  }
  const brackets = parameter.name.endsWith('[]')
  const name = brackets ? parameter.name.slice(0, -2) : parameter.name
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) {
    issues.add([...at, 'name'], 'pattern', 'A parameter name has letters, digits, hyphens and underscores.')
    return null
  }
  const schema = parameter.schema
  if (!isDictionary(schema)) {
    issues.add([...at, 'schema'], 'required', `Parameter \`${name}\` needs a schema.`)
    return null
  }
  checkSchema(schema, [...at, 'schema'], issues)
  if (schema.type === 'object') issues.add([...at, 'schema'], 'type', `Parameter \`${name}\` cannot be an object.`)
  if (brackets && (location !== 'query' || schema.type !== 'array')) {
    issues.add([...at, 'schema', 'type'], 'type', `\`${name}[]\` is an array in the query.`)
  }
  return { name, in: location, required: parameter.required === true, schema: schema as JsonSchema, brackets }
}
