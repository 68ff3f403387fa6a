import { type Dictionary, isDictionary } from '#kit/dictionary.ts'

/** What the framework needs of one operation of the specification. */
export interface SpecifiedOperation {
  readonly id: string
  readonly method: string
  readonly template: string
  readonly pattern: RegExp
  readonly pathNames: readonly string[]
  readonly permission: string
  readonly isPublic: boolean
  readonly needsIdempotencyKey: boolean
  readonly needsIfMatch: boolean
  readonly path: readonly Dictionary[]
  readonly query: readonly Dictionary[]
  /** JSON pointer of the body's schema in the document, or null for no body. */
  readonly bodyPointer: string | null
  /** Bytes a body may have where that is more than usual (`x-octroi-max-body-bytes`). */
  readonly maxBodyBytes: number | undefined
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

function dictionary(value: unknown, where: string): Dictionary {
  if (!isDictionary(value)) throw new TypeError(`The specification lacks an object at ${where}.`)
  return value
}

function resolve(document: Dictionary, value: unknown): Dictionary {
  const item = dictionary(value, 'a parameter')
  if (typeof item.$ref !== 'string') return item
  const target = item.$ref
    .slice(2)
    .split('/')
    .reduce<unknown>((node, part) => dictionary(node, String(item.$ref))[part], document)
  return dictionary(target, item.$ref)
}

function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1')
}

function bodyPointerOf(operation: Dictionary, template: string, method: string): string | null {
  if (operation.requestBody === undefined) return null
  const place = ['paths', template, method, 'requestBody', 'content', 'application/json', 'schema']
  return `#/${place.map(escapePointer).map(encodeURIComponent).join('/')}`
}

function compileOperation(document: Dictionary, template: string, method: string): SpecifiedOperation {
  const item = dictionary(dictionary(document.paths, 'paths')[template], template)
  const operation = dictionary(item[method], `${method} ${template}`)
  const list = [item.parameters, operation.parameters].flatMap((one) => (Array.isArray(one) ? one : []))
  const parameters = list.map((one) => resolve(document, one))
  const hasHeader = (name: string) => parameters.some((one) => one.in === 'header' && one.name === name)
  const pathNames = [...template.matchAll(/\{(\w+)\}/g)].map((match) => String(match[1]))
  return {
    id: String(operation.operationId),
    method: method.toUpperCase(),
    template,
    pattern: new RegExp(`^${template.replace(/\{\w+\}/g, '([^/]+)')}$`),
    pathNames,
    permission: String(operation['x-octroi-permission']),
    isPublic: Array.isArray(operation.security) && operation.security.length === 0,
    needsIdempotencyKey: hasHeader('Idempotency-Key'),
    needsIfMatch: hasHeader('If-Match'),
    path: parameters.filter((one) => one.in === 'path'),
    query: parameters.filter((one) => one.in === 'query'),
    bodyPointer: bodyPointerOf(operation, template, method),
    maxBodyBytes: Number(operation['x-octroi-max-body-bytes']) || undefined,
  }
}

/** Every operation of an OpenAPI document of ours, with static paths before templated ones. */
export function compileSpecification(document: unknown): readonly SpecifiedOperation[] {
  const root = dictionary(document, 'the root')
  const paths = Object.entries(dictionary(root.paths, 'paths'))
  return paths
    .flatMap(([template, item]) =>
      methods
        .filter((method) => method in dictionary(item, template))
        .map((method) => compileOperation(root, template, method)),
    )
    .sort((a, b) => a.pathNames.length - b.pathNames.length)
}
