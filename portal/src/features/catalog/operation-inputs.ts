import type { Operation, ParameterSchema } from '../../api/descriptor.ts'
import type { LocaleMap } from '../../api/schemas.ts'
import { parameterDocs } from './parameter-docs.ts'

/** One thing a caller gives an operation, wherever it travels. */
export interface OperationInput {
  readonly name: string
  readonly place: 'query' | 'path' | 'header' | 'body'
  readonly required: boolean
  readonly brackets: boolean
  readonly list: boolean
  readonly schema: ParameterSchema
  readonly label: LocaleMap | null
  /** In the language of the interface, French. */
  readonly description: string | null
}

/** Parameters of an operation and members of its JSON body, with what its document says of each. */
export function operationInputs(operation: Operation, document: Record<string, unknown>): OperationInput[] {
  const docs = parameterDocs(document, operation)
  const describe = (name: string) => docs.get(name) ?? { label: null, description: null }
  const parameters = operation.parameters.map((parameter) => ({
    ...describe(parameter.name),
    name: parameter.name,
    place: parameter.in,
    required: parameter.required,
    brackets: parameter.brackets,
    list: parameter.schema.type === 'array',
    schema: parameter.schema,
  }))
  const required = operation.body?.schema.required ?? []
  const members = Object.entries(operation.body?.schema.properties ?? {}).map(([name, schema]) => ({
    ...describe(name),
    name,
    place: 'body' as const,
    required: required.includes(name),
    brackets: false,
    list: schema.type === 'array',
    schema,
  }))
  return [...parameters, ...members]
}
