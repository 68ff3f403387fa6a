import type { ParameterDescriptor } from '#core/catalog/operation-descriptor.ts'
import { isDictionary } from '#kit/dictionary.ts'

/** A declared parameter with what is worked out once. */
export interface CompiledParameter {
  readonly name: string
  readonly in: ParameterDescriptor['in']
  /** Name under which headers are looked up. */
  readonly header: string
  /** The name as it is written in a canonical query, and the equals sign. */
  readonly encoded: string
  readonly isArray: boolean
  /** An empty value is as good as none. */
  readonly mayBeEmpty: boolean
  /** JSON types of the value, or of an item of an array. */
  readonly types: readonly unknown[]
}

export interface CompiledParameters {
  /** By their names in a query, decoded. */
  readonly inQuery: ReadonlyMap<string, CompiledParameter>
  /** Decoded names by their canonical encoding, so that they need not be decoded. */
  readonly namesInQuery: ReadonlyMap<string, string>
  /** Those of the path and the headers. */
  readonly elsewhere: readonly CompiledParameter[]
}

/** Of two query parameters that are written alike, the first counts. */
export function compileParameters(parameters: readonly ParameterDescriptor[]): CompiledParameters {
  const inQuery = new Map<string, CompiledParameter>()
  const namesInQuery = new Map<string, string>()
  const elsewhere: CompiledParameter[] = []
  for (const parameter of parameters) {
    const written = parameter.brackets ? `${parameter.name}[]` : parameter.name
    const compiled = compile(parameter, encodeURIComponent(written))
    if (parameter.in !== 'query') elsewhere.push(compiled)
    else if (!inQuery.has(written)) {
      namesInQuery.set(encodeURIComponent(written), written)
      inQuery.set(written, compiled)
    }
  }
  return { inQuery, namesInQuery, elsewhere }
}

function compile(parameter: ParameterDescriptor, encoded: string): CompiledParameter {
  const { name, schema, brackets, required } = parameter
  const isArray = parameter.in === 'query' && (brackets || (isDictionary(schema) && schema.type === 'array'))
  const valueSchema = isArray && isDictionary(schema) ? schema.items : isArray ? undefined : schema
  const type = isDictionary(valueSchema) ? valueSchema.type : undefined
  return {
    name,
    in: parameter.in,
    header: name.toLowerCase(),
    encoded: `${encoded}=`,
    isArray,
    mayBeEmpty: !required && !brackets,
    types: Array.isArray(type) ? type : [type],
  }
}
