import { type Dictionary, isDictionary } from '#kit/dictionary.ts'
import { type ApiExtension, apiExtension } from './api-extension.ts'
import { compileOperation } from './compile-operation.ts'
import { deriveTwin } from './derive-twin.ts'
import { hasResponsePath } from './has-response-path.ts'
import type { ApiDescriptor, OperationDescriptor } from './operation-descriptor.ts'
import { resolveReferences } from './resolve-references.ts'
import { createSpecificationIssues, type SpecificationIssues } from './specification-issues.ts'

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const
const refusedMethods = ['head', 'options', 'trace'] as const

/**
 * Compiles one bundled OpenAPI 3.1 document with its `x-octroi` extensions into the plain descriptor
 * that gateways, pages and request forms are derived from.
 * @throws Unprocessable `invalid-specification`, with every broken rule in `errors`.
 */
export function compileApi(document: unknown): ApiDescriptor {
  const issues = createSpecificationIssues()
  if (!isDictionary(document)) {
    issues.add([], 'type', 'A specification is an object.')
    issues.throwIfAny()
    throw new Error('unreachable')
  }
  if (typeof document.openapi !== 'string' || !/^3\.1\.\d+$/.test(document.openapi)) {
    issues.add(['openapi'], 'version', 'The specification is OpenAPI 3.1.')
  }
  const resolved = resolveReferences(document, issues)
  const extension = apiExtension.safeParse(resolved['x-octroi'])
  if (!extension.success) {
    for (const issue of extension.error.issues) {
      issues.add(['x-octroi', ...issue.path.map(String)], issue.code, issue.message)
    }
  }
  issues.throwIfAny()
  if (!extension.success) throw new Error('unreachable')
  const api = extension.data
  const operations = withTwins(compileOperations(resolved, api, issues), issues)
  checkAcross(api, operations, issues)
  issues.throwIfAny()
  return toDescriptor(api, operations)
}

function compileOperations(
  document: Dictionary,
  api: ApiExtension,
  issues: SpecificationIssues,
): OperationDescriptor[] {
  const paths = isDictionary(document.paths) ? document.paths : {}
  const operations: OperationDescriptor[] = []
  for (const [path, pathItem] of Object.entries(paths)) {
    if (!isCanonicalTemplate(path) || !isDictionary(pathItem)) {
      issues.add(['paths', path], 'path', 'A path is `/`-separated words or `{parameters}`, without a trailing slash.')
      continue
    }
    for (const method of refusedMethods) {
      if (method in pathItem) issues.add(['paths', path, method], 'method', `${method.toUpperCase()} is not offered.`)
    }
    for (const method of methods) {
      const operation = pathItem[method]
      if (!isDictionary(operation)) continue
      const upper = method.toUpperCase() as OperationDescriptor['method']
      const compiled = compileOperation(upper, path, pathItem, operation, api, issues)
      if (compiled) operations.push(compiled)
    }
  }
  if (operations.length === 0) issues.add(['paths'], 'required', 'The specification has no usable operation.')
  return operations
}

/** Reserved first segments belong to the gateway itself. */
function isCanonicalTemplate(path: string): boolean {
  return (
    /^(\/([A-Za-z0-9._~-]*[A-Za-z0-9_~-]|\{[A-Za-z][A-Za-z0-9_-]*\}))+$/.test(path) &&
    !/^\/(oauth2|healthz|\.well-known)(\/|$)/.test(path)
  )
}

function withTwins(operations: readonly OperationDescriptor[], issues: SpecificationIssues): OperationDescriptor[] {
  const declared = new Set(operations.map((operation) => operation.twin_of))
  const taken = new Set(operations.map((operation) => `${operation.method} ${operation.path}`))
  const all = [...operations]
  for (const operation of operations) {
    if (operation.twin_of !== null) {
      const original = operations.find((other) => other.operation_id === operation.twin_of)
      if (original?.method !== 'GET' || operation.method !== 'POST') {
        issues.add(['paths', operation.path, 'x-octroi-twin-of'], 'twin', 'A twin is the POST of a declared GET.')
      }
      continue
    }
    if (operation.method !== 'GET' || operation.personal_parameters.length === 0) continue
    if (declared.has(operation.operation_id)) continue
    if (taken.has(`POST ${operation.path}`)) {
      issues.add(['paths', operation.path, 'post'], 'twin', 'This POST must say x-octroi-twin-of its GET.')
      continue
    }
    all.push(deriveTwin(operation))
  }
  return all
}

function checkAcross(api: ApiExtension, operations: readonly OperationDescriptor[], issues: SpecificationIssues): void {
  const ids = operations.map((operation) => operation.operation_id)
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) {
    issues.add(['paths'], 'unique', `Operation id \`${id}\` is used twice.`)
  }
  api.scopes.forEach((scope, index) => {
    for (const path of scope.opens) {
      if (path === '*' || operations.some((operation) => hasResponsePath(operation.response, path.split('.')))) continue
      issues.add(['x-octroi', 'scopes', index, 'opens'], 'path', `No answer has a field at \`${path}\`.`)
    }
  })
  api.test_persons.forEach((person, index) => {
    if (ids.includes(person.operation_id)) return
    issues.add(['x-octroi', 'test_persons', index], 'operation', `There is no operation \`${person.operation_id}\`.`)
  })
}

function toDescriptor(api: ApiExtension, operations: readonly OperationDescriptor[]): ApiDescriptor {
  return {
    api: api.api,
    version: api.version,
    title: api.title,
    description: api.description,
    provider: api.provider,
    sensitivity: api.sensitivity,
    requires_bound_tokens: api.requires_bound_tokens,
    visibility: api.visibility,
    error_envelope: api.error_envelope,
    provider_code: api.provider_code,
    traceable_by_person: api.traceable_by_person,
    ...(api.requires_subject_registration ? { requires_subject_registration: true } : {}),
    default_plan: api.plans.production,
    sandbox_plan: api.plans.sandbox,
    legal_bases: api.legal_bases.map(
      (id) =>
        api.legal_basis_details.find((detail) => detail.id === id) ?? {
          id,
          label: { fallback: 'und', texts: { und: id } },
          url: null,
        },
    ),
    scopes: api.scopes.map(({ name, label, description }) => ({ name, label, description })),
    service_level: api.service_level,
    freshness: api.freshness,
    data_quality_notices: api.data_quality_notices,
    lifecycle: api.lifecycle,
    upstream_deadline_ms: api.upstream_deadline_ms,
    ...(api.upstream_first_byte_ms === null ? {} : { upstream_first_byte_ms: api.upstream_first_byte_ms }),
    ...(api.upstream_health === null ? {} : { upstream_health: api.upstream_health }),
    operations,
    test_persons: api.test_persons,
  }
}
