import type { OperationDescriptor } from './operation-descriptor.ts'

/**
 * The POST form of a GET that identifies a person: the same query parameters as members of a JSON
 * body, because an identity in a URL ends up in somebody's log. Path and header parameters stay.
 */
export function deriveTwin(get: OperationDescriptor): OperationDescriptor {
  const members = get.parameters.filter((parameter) => parameter.in === 'query')
  const required = members.filter((parameter) => parameter.required).map((parameter) => parameter.name)
  return {
    ...get,
    operation_id: twinOperationId(get.operation_id),
    method: 'POST',
    twin_of: get.operation_id,
    parameters: get.parameters.filter((parameter) => parameter.in !== 'query'),
    body: {
      required: true,
      schema: {
        type: 'object',
        properties: Object.fromEntries(members.map((parameter) => [parameter.name, parameter.schema])),
        required,
        additionalProperties: false,
      },
    },
  }
}

/** `getX` becomes `postX`; any other name is prefixed. */
function twinOperationId(operationId: string): string {
  const rest = operationId.replace(/^get(?=[A-Z])/, '')
  return `post${rest.charAt(0).toUpperCase()}${rest.slice(1)}`
}
