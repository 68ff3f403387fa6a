import { z } from 'zod'
import { type Dictionary, isDictionary } from '#kit/dictionary.ts'
import type { LocaleMap } from '../locale/locale-map.ts'
import type { ApiExtension } from './api-extension.ts'
import { checkSchema } from './check-schema.ts'
import { compileParameters } from './compile-parameters.ts'
import type { JsonSchema, OperationDescriptor } from './operation-descriptor.ts'
import type { SpecificationIssues } from './specification-issues.ts'

const operationExtension = z.object({
  'x-octroi-authentication': z
    .array(z.enum(['oauth', 'france_connect', 'static_bearer']))
    .min(1)
    .default(['oauth']),
  'x-octroi-scopes': z.array(z.string()).min(1, 'deny by default: an operation needs a scope').optional(),
  'x-octroi-recipient': z.string().optional(),
  'x-octroi-personal': z.array(z.string()).default([]),
  'x-octroi-twin-of': z.string().optional(),
  'x-octroi-safe': z.boolean().default(false),
  'x-octroi-cache-seconds': z.int().min(1).max(3600).optional(),
  'x-octroi-cost': z.int().min(1).max(10_000).default(1),
})

/** One operation of the resolved document, or null after naming what it breaks. */
export function compileOperation(
  method: OperationDescriptor['method'],
  path: string,
  pathItem: Dictionary,
  operation: Dictionary,
  api: ApiExtension,
  issues: SpecificationIssues,
): OperationDescriptor | null {
  const pointer = ['paths', path, method.toLowerCase()]
  const operationId = operation.operationId
  if (typeof operationId !== 'string' || !/^[a-z][A-Za-z0-9]{2,79}$/.test(operationId)) {
    issues.add([...pointer, 'operationId'], 'pattern', 'An operation needs an operationId in camelCase.')
    return null
  }
  const extension = operationExtension.safeParse(operation)
  if (!extension.success) {
    for (const issue of extension.error.issues)
      issues.add([...pointer, ...issue.path.map(String)], issue.code, issue.message)
    return null
  }
  const parameters = compileParameters(pathItem, operation, path, pointer, issues)
  const body = compileBody(operation.requestBody, [...pointer, 'requestBody'], issues)
  const declared = api.scopes.map((scope) => scope.name)
  const scopes = extension.data['x-octroi-scopes'] ?? declared
  for (const scope of scopes) {
    if (!declared.includes(scope)) issues.add([...pointer, 'x-octroi-scopes'], 'scope', `\`${scope}\` is not declared.`)
  }
  const names = new Set([...parameters.map((parameter) => parameter.name), ...bodyMembers(body?.schema)])
  const strip = (name: string) => (name.endsWith('[]') ? name.slice(0, -2) : name)
  const recipient = extension.data['x-octroi-recipient'] ?? null
  const personal = extension.data['x-octroi-personal'].map(strip)
  for (const name of [...(recipient ? [recipient] : []), ...personal]) {
    if (!names.has(name)) issues.add(pointer, 'parameter', `\`${name}\` is not a parameter of the operation.`)
  }
  return {
    operation_id: operationId,
    method,
    path,
    twin_of: extension.data['x-octroi-twin-of'] ?? null,
    summary: summaryOf(operation),
    authentication: extension.data['x-octroi-authentication'],
    scopes,
    parameters,
    body,
    response: compileResponse(operation, pointer, issues),
    recipient_parameter: recipient,
    personal_parameters: personal,
    projection: {
      always: api.always,
      by_scope: Object.fromEntries(api.scopes.map((scope) => [scope.name, scope.opens])),
    },
    cost: extension.data['x-octroi-cost'],
    ...(extension.data['x-octroi-safe'] ? { is_safe: true } : {}),
    ...cacheOf(method, extension.data, pointer, issues),
  }
}

/** Only what changes nothing at the provider can be repeated. */
function cacheOf(
  method: OperationDescriptor['method'],
  extension: z.output<typeof operationExtension>,
  pointer: readonly string[],
  issues: SpecificationIssues,
): { readonly cache_seconds?: number } {
  const seconds = extension['x-octroi-cache-seconds']
  if (seconds === undefined) return {}
  const isSafe = method === 'GET' || extension['x-octroi-safe'] || extension['x-octroi-twin-of'] !== undefined
  if (!isSafe) issues.add([...pointer, 'x-octroi-cache-seconds'], 'safe', 'Only a safe operation can be cached.')
  return { cache_seconds: seconds }
}

function compileBody(
  body: unknown,
  pointer: readonly string[],
  issues: SpecificationIssues,
): OperationDescriptor['body'] {
  if (body === undefined) return null
  const schema = jsonSchemaOf(isDictionary(body) ? body.content : undefined)
  if (schema === null || !isDictionary(body)) {
    issues.add(pointer, 'media-type', 'A body is application/json, with a schema.')
    return null
  }
  checkSchema(schema, [...pointer, 'content', 'application/json', 'schema'], issues)
  return { required: body.required === true, schema }
}

function compileResponse(operation: Dictionary, pointer: readonly string[], issues: SpecificationIssues): JsonSchema {
  const responses = isDictionary(operation.responses) ? operation.responses : {}
  const success = responses['200']
  const schema = jsonSchemaOf(isDictionary(success) ? success.content : undefined)
  if (schema === null) {
    issues.add([...pointer, 'responses', '200'], 'required', 'The 200 answer is application/json, with a schema.')
    return false
  }
  checkSchema(schema, [...pointer, 'responses', '200', 'content', 'application/json', 'schema'], issues)
  return schema
}

function jsonSchemaOf(content: unknown): JsonSchema | null {
  const media = isDictionary(content) ? content['application/json'] : undefined
  const schema = isDictionary(media) ? media.schema : undefined
  return isDictionary(schema) ? schema : null
}

function bodyMembers(schema: JsonSchema | undefined): readonly string[] {
  return isDictionary(schema) && isDictionary(schema.properties) ? Object.keys(schema.properties) : []
}

/** `x-octroi-summary` is a locale map; a plain OpenAPI `summary` has no declared language. */
function summaryOf(operation: Dictionary): LocaleMap {
  const map = operation['x-octroi-summary']
  if (isDictionary(map) && typeof map.fallback === 'string' && isDictionary(map.texts))
    return map as unknown as LocaleMap
  const text = typeof operation.summary === 'string' ? operation.summary : String(operation.operationId)
  return { fallback: 'und', texts: { und: text } }
}
