import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { OperationDescriptor } from '#core/catalog/operation-descriptor.ts'

/** Whether an answer is what the operation's specification promises; null, or the first broken rule. */
export type CheckContract = (operationId: string, body: object) => string | null

/** Compiles the 200 schema of each operation once. */
export function createContract(operations: readonly OperationDescriptor[]): CheckContract {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, addUsedSchema: false })
  addFormats.default(ajv)
  const validators = new Map<string, ValidateFunction>()
  for (const { operation_id, response } of operations) validators.set(operation_id, ajv.compile(response as object))
  return (operationId, body) => {
    const validate = validators.get(operationId)
    if (!validate) return 'no specification'
    if (validate(body)) return null
    const first = validate.errors?.[0]
    return `${first?.instancePath ?? ''} ${first?.message ?? 'is wrong'}`
  }
}
