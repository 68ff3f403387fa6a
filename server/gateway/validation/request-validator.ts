import type { ValidateFunction } from 'ajv'
import type { ErrorEnvelope, OperationDescriptor, ParameterDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { FieldError } from '#core/errors.ts'
import type { CountryPack } from '#core/ports/country-pack.ts'
import { isDictionary } from '#kit/dictionary.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { collectParameters } from './collect-parameters.ts'
import { compileParameters } from './compile-parameters.ts'
import { compileSchema } from './compile-schema.ts'
import { toFieldErrors } from './field-errors.ts'
import { particulierCodeOf } from './particulier-codes.ts'
import type { RequestParts } from './request-parts.ts'

export interface ValidRequest {
  readonly values: Readonly<Record<string, unknown>>
  /** The query again, rebuilt from what was understood, so that nobody downstream reads it otherwise. */
  readonly upstreamQuery: string
}

/** Checks one call against its operation; either its values or the refusal that names every broken rule. */
export type RequestValidator = (parts: RequestParts) => ValidRequest | Refusal

/** Compiles the operation's parameters and body once. Field names go into messages, values never do. */
export function createRequestValidator(
  operation: OperationDescriptor,
  envelope: ErrorEnvelope,
  pack: CountryPack,
): RequestValidator {
  const validateParameters = compileSchema(parametersSchema(operation.parameters))
  const validateBody = operation.body ? compileSchema(operation.body.schema) : null
  const checkRecipient = recipientChecker(operation, pack)
  const parameters = compileParameters(operation.parameters)

  return (parts) => {
    const collected = collectParameters(parameters, parts)
    const errors: FieldError[] = [...collected.errors]
    if (!validateParameters(collected.values)) errors.push(...failuresOf(validateParameters, 'parameter'))
    if (validateBody && operation.body) {
      if (parts.body !== undefined) {
        if (!validateBody(parts.body)) errors.push(...failuresOf(validateBody, 'body'))
      } else if (operation.body.required)
        errors.push({ field: '', rule: 'required', message: 'A JSON body is required.' })
    }
    const members = isDictionary(parts.body) ? parts.body : {}
    const values = operation.body ? { ...members, ...collected.values } : collected.values
    if (errors.length === 0) errors.push(...checkRecipient(values))
    if (errors.length === 0) return { values, upstreamQuery: collected.upstreamQuery }
    return refuseInvalid(errors, operation, envelope)
  }
}

function parametersSchema(parameters: readonly ParameterDescriptor[]): Record<string, unknown> {
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.schema])),
    required: parameters.filter((parameter) => parameter.required).map((parameter) => parameter.name),
  }
}

function failuresOf(validate: ValidateFunction, where: 'parameter' | 'body'): readonly FieldError[] {
  return toFieldErrors(validate.errors ?? [], where)
}

/** A recipient has the form of the country pack's scheme, check digits included. */
function recipientChecker(operation: OperationDescriptor, pack: CountryPack) {
  const name = operation.recipient_parameter
  const canonical = pack.organizationIdentifiers[pack.recipientScheme]
  return (values: Readonly<Record<string, unknown>>): readonly FieldError[] => {
    const value = name === null ? undefined : values[name]
    if (name === null || value === undefined || !canonical) return []
    if (typeof value === 'string' && canonical(value) !== null) return []
    return [{ field: name, rule: 'recipient', message: `Must be a valid ${pack.recipientScheme} identifier.` }]
  }
}

function refuseInvalid(
  errors: readonly FieldError[],
  operation: OperationDescriptor,
  envelope: ErrorEnvelope,
): Refusal {
  const bounded = errors.slice(0, 50)
  const [first] = bounded
  const detail = `${first?.field ? `\`${first.field}\`: ` : ''}${first?.message ?? 'The request breaks a rule.'}`
  if (envelope === 'problem') return refuse('invalid-request', detail, { errors: bounded })
  const code = first ? particulierCodeOf(first, operation) : '00366'
  return refuse('invalid-request', detail, { errors: bounded, status: 422, code })
}
