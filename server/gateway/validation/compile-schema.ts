import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { JsonSchema } from '#core/catalog/operation-descriptor.ts'

/**
 * A validator of one schema (JSON Schema 2020-12, the dialect of OpenAPI 3.1). Each has its own ajv,
 * which is freed with it when the snapshot moves on.
 */
export function compileSchema(schema: JsonSchema): ValidateFunction {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    validateSchema: false,
    addUsedSchema: false,
    messages: true,
  })
  addFormats.default(ajv)
  return ajv.compile(schema as object | boolean)
}
