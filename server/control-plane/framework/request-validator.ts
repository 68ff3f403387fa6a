import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormatsModule from 'ajv-formats'
import { type FieldError, InvalidInput } from '#core/errors.ts'
import { checkText } from './check-text.ts'
import type { SpecifiedOperation } from './compile-specification.ts'

// ajv-formats is CommonJS and keeps its function on `default`.
const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default

/** Checks and completes (declared defaults) the parts of a request; throws InvalidInput with every broken rule. */
export interface RequestValidator {
  params(values: Record<string, string>): Record<string, unknown>
  query(search: URLSearchParams): Record<string, unknown>
  body(value: unknown): unknown
}

const documentKey = 'management'

export type ValidatorFactory = (operation: SpecifiedOperation) => RequestValidator

function fieldOf(error: ErrorObject): string {
  const inner = error.params.missingProperty ?? error.params.additionalProperty ?? error.params.unevaluatedProperty
  return inner === undefined ? error.instancePath : `${error.instancePath}/${inner}`
}

function ruleOf(error: ErrorObject): string {
  return error.keyword === 'additionalProperties' ? 'unknown' : error.keyword
}

function refuse(errors: readonly ErrorObject[], nameOf: (pointer: string) => string): never {
  const fields = errors.slice(0, 50).map<FieldError>((error) => ({
    field: nameOf(fieldOf(error)),
    rule: ruleOf(error),
    message: `${nameOf(fieldOf(error)) || 'The body'} ${error.message ?? 'is not accepted'}.`,
  }))
  const first = fields[0]?.message ?? 'The request breaks a rule.'
  throw new InvalidInput({ problem: 'invalid-request', detail: first, errors: fields })
}

function refuseField(field: string, rule: string, message: string): never {
  throw new InvalidInput({ problem: 'invalid-request', detail: message, errors: [{ field, rule, message }] })
}

/** Validators for the operations of one OpenAPI document, compiled once. */
export function createValidatorFactory(document: object): ValidatorFactory {
  const options = { strict: false, allErrors: true, useDefaults: true, ownProperties: true } as const
  const bodies = new Ajv2020(options)
  const values = new Ajv2020({ ...options, coerceTypes: true })
  for (const ajv of [bodies, values]) {
    addFormats(ajv)
    ajv.addSchema(document, documentKey)
  }

  function compileParameters(list: SpecifiedOperation['path']): ValidateFunction {
    const entries = list.map((one) => [String(one.name), absolute(one.schema)] as const)
    const required = list.filter((one) => one.required === true).map((one) => String(one.name))
    return values.compile({
      type: 'object',
      properties: Object.fromEntries(entries),
      required,
      additionalProperties: false,
    })
  }

  return (operation) => {
    const checkPath = compileParameters(operation.path)
    const checkQuery = compileParameters(operation.query)
    const checkBody =
      operation.bodyPointer === null ? null : bodies.compile({ $ref: `${documentKey}${operation.bodyPointer}` })
    const names = new Set(operation.query.map((one) => String(one.name)))

    return {
      params(raw) {
        for (const [name, value] of Object.entries(raw)) checkText(value, name)
        const record: Record<string, unknown> = { ...raw }
        if (!checkPath(record)) refuse(checkPath.errors ?? [], (pointer) => pointer.slice(1))
        return record
      },
      query(search) {
        const record: Record<string, unknown> = {}
        for (const [name, value] of search) {
          if (!names.has(name))
            refuseField(name, 'unknown', `There is no parameter ${JSON.stringify(name.slice(0, 60))}.`)
          if (Object.hasOwn(record, name)) refuseField(name, 'repeated', `${name} must be sent once.`)
          checkText(value, name)
          record[name] = value
        }
        if (!checkQuery(record)) refuse(checkQuery.errors ?? [], (pointer) => pointer.slice(1))
        return record
      },
      body(value) {
        if (checkBody === null) return undefined
        if (!checkBody(value)) refuse(checkBody.errors ?? [], (pointer) => pointer)
        return value
      },
    }
  }
}

/** References inside a parameter's schema point into the document, which ajv knows under a key. */
function absolute(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(absolute)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) =>
      name === '$ref' && typeof value === 'string' ? [name, `${documentKey}${value}`] : [name, absolute(value)],
    ),
  )
}
