import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ErrorEnvelope, OperationDescriptor } from '#core/catalog/operation-descriptor.ts'
import { errorSchemas } from './error-schemas.ts'

/** Whether answers are what specifications promise; null, or the first broken rule. */
export interface Contract {
  /** A 200 of an operation. */
  check(operationId: string, body: object): string | null
  /** A refusal or a failure, in the envelope its API declares. */
  checkError(envelope: ErrorEnvelope, body: object): string | null
}

/** Compiles the 200 schema of each operation, and those of the two error envelopes, once. */
export function createContract(operations: readonly OperationDescriptor[]): Contract {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, addUsedSchema: false })
  addFormats.default(ajv)
  const validators = new Map<string, ValidateFunction>()
  for (const { operation_id, response } of operations) validators.set(operation_id, ajv.compile(response as object))
  const errors = {
    'api-particulier': ajv.compile(errorSchemas.particulier),
    problem: ajv.compile(errorSchemas.problem),
  }
  return {
    check(operationId, body) {
      const validate = validators.get(operationId)
      return validate ? firstBroken(validate, body) : 'no specification'
    },
    checkError: (envelope, body) => firstBroken(errors[envelope], body),
  }
}

function firstBroken(validate: ValidateFunction, body: object): string | null {
  if (validate(body)) return null
  const first = validate.errors?.[0]
  return `${first?.instancePath ?? ''} ${first?.message ?? 'is wrong'}`
}
